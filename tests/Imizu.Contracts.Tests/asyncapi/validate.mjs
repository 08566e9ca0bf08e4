// What other systems' tools say of the contract: AsyncAPI's own parser of the document, Ajv of the schemas, and of messages by them.
//   node validate.mjs <folder of asyncapi.json and schemas/> < messages.json
// The messages are [{ schema, message }]; the answer lists what is wrong: { diagnostics, examples, schemas, messages }.
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fromFile, Parser } from '@asyncapi/parser';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';

const folder = process.argv[2];

const { document, diagnostics } = await fromFile(new Parser(), join(folder, 'asyncapi.json')).parse();
const channels = document?.channels().all().map(channel => ({
  address: channel.address(),
  exchange: channel.bindings().get('amqp')?.value().exchange,
  messages: channel.messages().all().map(message => ({
    name: message.name(), contentType: message.contentType(), examples: message.examples().all().map(example => example.payload()),
  })),
})) ?? [];

const ajv = new Ajv2020({ strict: true, allErrors: true });
addFormats.default(ajv);
ajv.addVocabulary(['x-words', 'x-unit', 'x-legal-basis']);
const validators = new Map(), schemas = [];
for (const file of readdirSync(join(folder, 'schemas'))) {
  try {
    validators.set(file.replace(/\.json$/, ''), ajv.compile(JSON.parse(readFileSync(join(folder, 'schemas', file), 'utf8'))));
  } catch (error) {
    schemas.push(`${file}: ${error.message}`);
  }
}

function faults(schema, message) {
  const validate = validators.get(schema);
  return validate === undefined ? [`there is no schema ${schema}`]
    : validate(message) ? [] : validate.errors.map(error => `${error.instancePath} ${error.message}`);
}

const messages = JSON.parse(await text(process.stdin)).map(({ schema, message }) => faults(schema, message));
// The parser itself does not hold examples to their schemas.
const examples = channels.flatMap(channel => channel.messages).flatMap(({ name, examples }) =>
  examples.flatMap(example => ('specversion' in example ? [...faults('envelope', example), ...faults(name, example.data)] : faults(name, example))
    .map(fault => `${name}: ${fault}`)));

console.log(JSON.stringify({
  diagnostics: diagnostics.map(found => `${['error', 'warning', 'information', 'hint'][found.severity]} ${found.code} ${found.path.join('.')}: ${found.message}`),
  channels, examples, schemas, messages,
}));
