// Imizu's gateway: the sources, their feeds and their control totals.
import { parse } from 'lossless-json';

const PATIENCE = 60_000;

export class Gateway {
  #address;
  #headers;
  #stop;

  /** @param address with the account's name and password in it */
  constructor(address, stop) {
    const { origin, username, password } = new URL(address);
    const account = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
    this.#address = origin;
    this.#headers = { authorization: `Basic ${Buffer.from(account).toString('base64')}` };
    this.#stop = stop;
  }

  /** [{ source, events, controlTotals }]: whose events can be followed, and where. */
  async sources() {
    return JSON.parse(await this.#get('/sources'));
  }

  /** The next events, whose numbers keep their text; none at the high-water mark. */
  async eventsAfter(source, position) {
    return parse(await this.#get(`${source.events}?after=${position}&limit=1000`));
  }

  async totals(source, upTo) {
    return JSON.parse(await this.#get(`${source.controlTotals}?upTo=${upTo}`));
  }

  async #get(path) {
    this.#stop.throwIfAborted();
    const url = new URL(path, this.#address);
    const given = new AbortController();
    const stopped = () => given.abort(new Error('Told to stop.'));
    const timer = setTimeout(() => given.abort(new Error(`${url}: no answer within ${PATIENCE / 1000} seconds`)), PATIENCE);
    this.#stop.addEventListener('abort', stopped);
    try {
      const answer = await fetch(url, { headers: this.#headers, signal: given.signal });
      if (!answer.ok) {
        throw new Error(`${url}: ${answer.status} ${answer.statusText}`);
      }
      return await answer.text();
    } finally {
      clearTimeout(timer);
      this.#stop.removeEventListener('abort', stopped);
    }
  }
}
