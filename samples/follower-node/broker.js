// This account's own queue on the broker, bound to all of Imizu's events.
import { connect } from 'amqplib';

const MOST = 500;

export async function openQueue(broker) {
  const connection = await connect(broker);
  let trouble, wake = () => {};
  const broken = error => {
    trouble ??= error;
    wake();
  };
  connection.on('error', broken).on('close', () => broken(new Error('The broker has closed the connection.')));
  const channel = await connection.createChannel();
  channel.on('error', broken).on('close', () => broken(new Error('The broker has closed the channel.')));

  const name = `${decodeURIComponent(new URL(broker).username)}.events`;
  // While nobody reads, Imizu lets it grow up to a bound; the feed has what is dropped.
  await channel.assertQueue(name, { durable: true });
  await channel.bindQueue(name, 'imizu.events', 'jp.imizu.#');
  await channel.prefetch(MOST);

  const arrived = [];
  const receive = message => {
    message ? arrived.push(message) : broken(new Error('The broker took the queue away.'));
    wake();
  };
  return {
    // Exclusive: two processes that share a queue would each have half of the events.
    consume: () => channel.consume(name, receive, { exclusive: true }),

    /** What has come, as much as there is at once; nothing when so long has brought nothing. Throws once the broker is away. */
    async batch(patience) {
      if (arrived.length === 0 && !trouble) {
        const timer = setTimeout(() => wake(), patience);
        await new Promise(resolve => {
          wake = resolve;
        });
        clearTimeout(timer);
      }
      if (trouble) {
        throw trouble;
      }
      return arrived.splice(0, MOST);
    },

    /** Acknowledges a message and all before it. */
    acknowledge: message => channel.ack(message, true),

    close: () => connection.close().catch(() => {}),
  };
}
