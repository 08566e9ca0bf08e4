// Imizu's control totals: a count and a rolling SHA-256 over the canonical form of each event; see docs/control-totals.md.
import { createHash } from 'node:crypto';
import { isLosslessNumber } from 'lossless-json';

const MEMBERS = ['actor', 'data', 'id', 'legalbasis', 'position', 'source', 'streamversion', 'subject', 'time', 'type'];
const TEXTS = ['actor', 'id', 'source', 'subject', 'time', 'type'], POSITIONS = ['position', 'previousposition'];

const NONE = { count: 0, hash: '0'.repeat(64) };

export const noTotals = source => ({ source, position: 0, ...NONE, fiscalYears: [] });

export const isEnvelope = value => TEXTS.every(name => typeof value?.[name] === 'string')
  && POSITIONS.every(name => /^\d+$/.test(value[name])) && isLosslessNumber(value.streamversion) && 'data' in value;

/** The totals with one more event. */
export function withEvent(totals, envelope) {
  const event = canonical(Object.fromEntries(MEMBERS.filter(name => name in envelope)
    .map(name => [name, name === 'time' ? microseconds(envelope.time) : envelope[name]])));
  const fiscalYear = fiscalYearOf(envelope.data);
  const before = totals.fiscalYears.find(year => year.fiscalYear === fiscalYear);
  const years = [...totals.fiscalYears.filter(year => year !== before), { fiscalYear, ...added(before ?? NONE, event) }];
  return {
    source: totals.source, position: Number(envelope.position), ...added(totals, event),
    // What is of no year comes last.
    fiscalYears: years.sort((a, b) => (a.fiscalYear ?? Infinity) - (b.fiscalYear ?? Infinity)),
  };
}

const added = ({ count, hash }, event) =>
  ({ count: count + 1, hash: createHash('sha256').update(Buffer.from(hash, 'hex')).update(event).digest('hex') });

/** JSON of which there is one text only: sorted names, no white space, numbers as they were written. */
export function canonical(value) {
  if (isLosslessNumber(value)) {
    return value.toString();
  }
  if (Array.isArray(value)) {
    return `[${value.map(canonical).join()}]`;
  }
  if (value !== null && typeof value === 'object') {
    return `{${Object.keys(value).sort().map(name => `${JSON.stringify(name)}:${canonical(value[name])}`).join()}}`;
  }
  return JSON.stringify(value);
}

/** In UTC with six digits; a Date has three only. */
function microseconds(time) {
  const [, toSecond, fraction = '', zone] = /^(.*:\d\d)(?:\.(\d+))?(Z|[+-]\d\d:\d\d)$/.exec(time);
  return `${new Date(toSecond + zone).toISOString().slice(0, 19)}.${fraction.padEnd(6, '0').slice(0, 6)}Z`;
}

/** 1 April to 31 March, of the day that the event names; null where it names none. */
function fiscalYearOf(data) {
  const day = [data?.on, data?.to].find(isDate);
  return day ? Number(day.slice(0, 4)) - (day.slice(5, 7) < '04' ? 1 : 0) : null;
}

function isDate(text) {
  const date = /^\d{4}-\d\d-\d\d$/.test(text) ? new Date(`${text}T00:00:00Z`) : NaN;
  return !Number.isNaN(Number(date)) && date.toISOString().startsWith(text);
}
