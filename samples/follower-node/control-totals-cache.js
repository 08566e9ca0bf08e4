// What is kept of each source: the position, and the totals up to it. An older file does no harm: the feed has the rest.
import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { noTotals, withEvent } from './totals.js';

export class ControlTotalsCache {
  #file;
  #isOnlyRead;
  #sources = new Map();

  /** @param isOnlyRead whether nothing is saved: the file may be that of a process that runs */
  constructor(folder, isOnlyRead) {
    [this.#file, this.#isOnlyRead] = [join(folder, 'totals.json'), isOnlyRead];
    if (existsSync(this.#file)) {
      this.#sources = new Map(JSON.parse(readFileSync(this.#file, 'utf8')).map(source => [source.source, source]));
    }
  }

  /** How many events there are, of all sources. */
  get count() {
    return this.#sorted().reduce((sum, source) => sum + source.count, 0);
  }

  of(source) {
    return this.#sources.get(source) ?? noTotals(source);
  }

  add(source, events) {
    this.#sources.set(source, events.reduce(withEvent, this.of(source)));
  }

  /** Begins anew with a source. */
  forget(source) {
    this.#sources.delete(source);
  }

  /** The file is the old one or the new one, whole, whenever the process or the machine dies. */
  save() {
    if (this.#isOnlyRead) {
      return;
    }
    mkdirSync(dirname(this.#file), { recursive: true });
    const file = openSync(`${this.#file}.new`, 'w');
    writeSync(file, JSON.stringify(this.#sorted()));
    fsyncSync(file);
    closeSync(file);
    renameSync(`${this.#file}.new`, this.#file);
  }

  toString() {
    return this.#sorted().map(source =>
      `${source.source}: ${source.count} events up to position ${source.position}, ${source.hash}\n`
      + source.fiscalYears.map(year => `  ${year.fiscalYear === null ? 'no year' : `fiscal ${year.fiscalYear}`}: ${year.count}, ${year.hash}\n`).join('')).join('');
  }

  #sorted() {
    return [...this.#sources.values()].sort((a, b) => (a.source < b.source ? -1 : 1));
  }
}
