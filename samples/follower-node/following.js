// Takes each source's events once and in order, by whichever way they come.
import { parse } from 'lossless-json';
import { isEnvelope } from './totals.js';

export class Following {
  #gateway;
  #kept;
  #sources = new Map();

  constructor(gateway, kept) {
    [this.#gateway, this.#kept] = [gateway, kept];
  }

  /** Reads each source's feed from the kept position to its end. */
  async catchUp() {
    this.#sources = new Map((await this.#gateway.sources()).map(source => [source.source, source]));
    for (const source of this.#sources.values()) {
      await this.#readOn(source);
    }
  }

  /** Takes a message if it is the source's next event; a gap is filled from the feed. */
  async take(message) {
    // What is no envelope is passed over: had it been an event, the next one shows that it is missing.
    const envelope = envelopeOf(message);
    const source = this.#sources.get(envelope?.source);
    if (!source) {
      return;
    }
    const head = this.#kept.of(source.source).position;
    if (Number(envelope.position) > head && Number(envelope.previousposition) === head) {
      this.#kept.add(source.source, [envelope]);
    } else if (Number(envelope.position) > head) {
      await this.#readOn(source);
      console.error(`${source.source}: a gap after position ${head}, read from the feed up to ${this.#kept.of(source.source).position}.`);
    }
  }

  /** Whether each source has the same totals up to the position that is kept. */
  async compare() {
    let isSame = true;
    for (const source of this.#sources.values()) {
      const mine = this.#kept.of(source.source);
      const theirs = await this.#gateway.totals(source, mine.position);
      if (mine.position !== theirs.position || mine.count !== theirs.count || mine.hash !== theirs.hash) {
        console.error(`${source.source}: the source has other totals up to position ${mine.position}: ${theirs.count}, ${theirs.hash}`);
        isSame = false;
      }
    }
    return isSame;
  }

  async #readOn(source) {
    for (;;) {
      const head = this.#kept.of(source.source).position;
      const page = await this.#gateway.eventsAfter(source, head);
      if (page.length === 0) {
        return;
      }
      if (Number(page[0].previousposition) !== head) {
        throw new Error(`The feed of ${source.source} does not go on from position ${head}: `
          + 'the source was restored or replaced. Move the folder STATE away and begin again.');
      }
      this.#kept.add(source.source, page);
      this.#kept.save();
    }
  }
}

function envelopeOf(message) {
  try {
    const envelope = parse(new TextDecoder('utf-8', { fatal: true }).decode(message));
    return isEnvelope(envelope) ? envelope : undefined;
  } catch {
    return undefined;
  }
}
