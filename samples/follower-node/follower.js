// Follows Imizu's events and keeps count of them. Settings: IMIZU_AMQP, IMIZU_GATEWAY, and STATE, the folder of what is kept.
// With --once it reads what there is, compares its totals with each source's, and ends: 0 if they are the same, else 1.
// It saves nothing then, so that it can be run beside a process that follows.
import { setTimeout as sleep } from 'node:timers/promises';
import { openQueue } from './broker.js';
import { Following } from './following.js';
import { Gateway } from './gateway.js';
import { ControlTotalsCache } from './control-totals-cache.js';

const SECOND = 1000, MINUTE = 60 * SECOND;

const [broker, address, folder] = ['IMIZU_AMQP', 'IMIZU_GATEWAY', 'STATE'].map(setting);
const isOnce = process.argv[2] === '--once';
const kept = new ControlTotalsCache(folder, isOnce);
const stop = new AbortController();
const following = new Following(new Gateway(address, stop.signal), kept);
process.on('SIGTERM', () => stop.abort()).on('SIGINT', () => stop.abort());
process.exitCode = await (isOnce ? once() : follow());

async function once() {
  let isSame = false;
  try {
    await following.begin();
    isSame = await following.compare();
  } catch (error) {
    if (!stop.signal.aborted) {
      console.error(error.cause?.message ?? error.message);
    }
  }
  process.stdout.write(kept.toString());
  return isSame ? 0 : 1;
}

async function follow() {
  while (!stop.signal.aborted) {
    try {
      await followUntilBroken();
    } catch (error) {
      if (!stop.signal.aborted) {
        // The broker or the gateway is away, or one of them refuses: begin again, from the feed.
        console.error(`Trying again in two seconds: ${error.cause?.message ?? error.message}`);
        await sleep(2 * SECOND, undefined, { signal: stop.signal }).catch(() => {});
      }
    }
  }
  process.stdout.write(kept.toString());
  return 0;
}

async function followUntilBroken() {
  // Bound first, read then: what happens meanwhile comes by both ways, and is taken once.
  const queue = await openQueue(broker);
  try {
    await following.begin();
    let printed = -1, printedAt = 0, readAt = Date.now();
    while (!stop.signal.aborted) {
      const batch = await queue.batch(SECOND);
      for (const message of batch) {
        await following.take(message);
      }
      if (batch.length > 0) {
        kept.save();
        queue.acknowledge(batch.at(-1));
      }
      if (Date.now() > readAt + MINUTE) {
        // A message lost behind which none comes shows no gap.
        await following.catchUp();
        readAt = Date.now();
      }
      if (kept.count !== printed && Date.now() > printedAt + SECOND) {
        process.stdout.write(kept.toString());
        [printed, printedAt] = [kept.count, Date.now()];
      }
    }
  } finally {
    await queue.close();
  }
}

function setting(name) {
  if (!process.env[name]) {
    console.error(`${name} is not set; see README.md.`);
    process.exit(2);
  }
  return process.env[name];
}
