// This account's own queue on the broker, bound to all of Imizu's events.
import { connect } from 'amqplib';

const MOST = 500;

/** Declares and binds it, and begins to receive. Fails while another process has it. */
export async function openQueue(broker) {
  const connection = await connect(broker);
  const queue = new EventQueue(connection);
  try {
    await queue.receive(`${decodeURIComponent(new URL(broker).username)}.events`);
    return queue;
  } catch (error) {
    await queue.close();
    throw error;
  }
}

class EventQueue {
  #arrived = [];
  #channel;
  #connection;
  #trouble;
  #wake = () => {};

  constructor(connection) {
    this.#connection = connection;
    connection.on('error', error => this.#broken(error)).on('close', () => this.#broken(new Error('The broker has closed the connection.')));
  }

  async receive(name) {
    const channel = this.#channel = await this.#connection.createChannel();
    channel.on('error', error => this.#broken(error)).on('close', () => this.#broken(new Error('The broker has closed the channel.')));
    // While nobody reads, Imizu lets it grow up to a bound; the feed has what is dropped.
    await channel.assertQueue(name, { durable: true });
    await channel.bindQueue(name, 'imizu.events', 'jp.imizu.#');
    await channel.prefetch(MOST);
    // Exclusive: two processes that share a queue would each have half of the events, and one state file.
    await channel.consume(name, message => this.#receive(message), { exclusive: true });
  }

  /** What has come, as much as there is at once; nothing when so long has brought nothing. Throws once the broker is away. */
  async batch(patience) {
    if (this.#arrived.length === 0 && !this.#trouble) {
      const timer = setTimeout(() => this.#wake(), patience);
      await new Promise(resolve => {
        this.#wake = resolve;
      });
      clearTimeout(timer);
    }
    if (this.#trouble) {
      throw this.#trouble;
    }
    return this.#arrived.splice(0, MOST);
  }

  /** Acknowledges a message and all before it. */
  acknowledge(message) {
    this.#channel.ack(message, true);
  }

  async close() {
    await this.#connection.close().catch(() => {});
  }

  #receive(message) {
    message ? this.#arrived.push(message) : this.#broken(new Error('The broker took the queue away.'));
    this.#wake();
  }

  #broken(error) {
    this.#trouble ??= error;
    this.#wake();
  }
}
