// Takes each source's events once and in order, by whichever way they come.
import { parse } from 'lossless-json';
import { isEnvelope } from './totals.js';

export class Following {
  #gateway;
  #kept;
  #leftAlone = new Set();
  #sources = new Map();
  #hasBegun = false;

  constructor(gateway, kept) {
    [this.#gateway, this.#kept] = [gateway, kept];
  }

  /** Whenever it has connected: looks whether each source still is what it was, then catches up. */
  async begin() {
    // Each connection looks anew: the source may have been put right meanwhile.
    this.#leftAlone.clear();
    await this.compare();
    await this.catchUp();
    this.#hasBegun = true;
  }

  /** Reads each source's feed from the kept position to its end. */
  async catchUp() {
    for (const source of await this.#followed()) {
      await this.#readOn(source);
    }
  }

  /** Takes a message if it is the source's next event; a gap is filled from the feed. */
  async take(message) {
    // What is no envelope, or is not from its source, is passed over: had it been an event, the next one shows that it is missing.
    const envelope = envelopeOf(message.content);
    const source = this.#sources.get(envelope?.source);
    if (!source || message.properties.userId !== publisherOf(source)) {
      return;
    }
    const head = this.#kept.of(source.source).position;
    if (Number(envelope.position) > head && Number(envelope.previousposition) === head) {
      this.#kept.add(source.source, [envelope]);
      if (isRedaction(envelope)) {
        await this.#compare(source, true);
      }
    } else if (Number(envelope.position) > head) {
      await this.#readOn(source);
    }
  }

  /**
   * Whether every source has the same totals up to the position that is kept. One that has not is left alone: it gave the positions
   * again, to other events, and its feed would seem to go on while some of these are never read.
   */
  async compare() {
    for (const source of await this.#followed()) {
      await this.#compare(source, false);
    }
    return this.#leftAlone.size === 0;
  }

  /**
   * Where the source has erased texts, what was counted with them is counted again without. Who keeps the events themselves erases
   * the texts there instead, and counts from there.
   */
  async #compare(source, hasErased) {
    for (;; hasErased = false) {
      const mine = this.#kept.of(source.source);
      const theirs = await this.#gateway.totals(source, mine.position);
      if (mine.position === theirs.position && mine.count === theirs.count && mine.hash === theirs.hash) {
        return;
      }
      if (!hasErased && !theirs.erasedSince) {
        return this.#leaveAlone(source, `It has other totals than what is kept up to position ${mine.position}: `
          + `${theirs.count} events up to ${theirs.position}, ${theirs.hash}.`);
      }
      this.#kept.forget(source.source);
      await this.#read(source);
    }
  }

  async #followed() {
    const all = await this.#gateway.sources();
    this.#sources = new Map(all.filter(source => !this.#leftAlone.has(source.source)).map(source => [source.source, source]));
    return [...this.#sources.values()];
  }

  async #readOn(source) {
    const position = () => this.#kept.of(source.source).position, head = position();
    const hasErased = await this.#read(source);
    if (this.#hasBegun && position() > head) {
      console.error(`${source.source}: a gap after position ${head}, read from the feed up to ${position()}.`);
    }
    if (hasErased) {
      await this.#compare(source, true);
    }
  }

  /** Reads on to the end; whether texts of earlier events were erased. */
  async #read(source) {
    const position = () => this.#kept.of(source.source).position;
    let hasErased = false;
    for (let page; (page = await this.#gateway.eventsAfter(source, position())).length > 0;) {
      if (Number(page[0].previousposition) !== position()) {
        this.#leaveAlone(source, `Its feed does not go on from position ${position()}.`);
        return false;
      }
      this.#kept.add(source.source, page);
      this.#kept.save();
      hasErased ||= page.some(isRedaction);
    }
    return hasErased;
  }

  #leaveAlone(source, because) {
    this.#leftAlone.add(source.source);
    this.#sources.delete(source.source);
    console.error(`${source.source}: the source was restored or replaced: move STATE away and begin again. ${because}`);
  }
}

const isRedaction = envelope => envelope.type.endsWith('.text-redacted.v1');

/** A source's account at the broker, which vouches for it: imizu-outreach for urn:imizu:outreach. */
function publisherOf(source) {
  return source.source.replace('urn:imizu:', 'imizu-');
}

function envelopeOf(message) {
  try {
    const envelope = parse(new TextDecoder('utf-8', { fatal: true }).decode(message));
    return isEnvelope(envelope) ? envelope : undefined;
  } catch {
    return undefined;
  }
}
