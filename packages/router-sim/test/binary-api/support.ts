import { once } from 'node:events';
import { createConnection, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { onTestFinished } from 'vitest';
import { createSentenceReader, encodeSentence, type Sentence } from '../../src/binary-api/sentence.js';
import type { RouterSim } from '../../src/index.js';
import { CONTROL } from '../support.js';

/** A connection to the binary API that ends with the test. */
export interface Client {
  readonly socket: Socket;
  send(...words: string[]): void;
  /** The next sentence. Rejects when the connection ends before. */
  next(): Promise<Sentence>;
  /** Sends a request and gives all sentences up to its `!done` or `!fatal`. */
  ask(...words: string[]): Promise<Sentence[]>;
}

/** Connects without a login. */
export async function dial(sim: RouterSim): Promise<Client> {
  const socket = createConnection({ host: '127.0.0.1', port: sim.apiPort });
  await once(socket, 'connect');
  return clientOf(socket);
}

/** Connects over TLS without a login. */
export async function dialTls(sim: RouterSim): Promise<Client> {
  const socket = connectTls({ host: '127.0.0.1', port: sim.apiSslPort, ca: sim.certificate });
  await once(socket, 'secureConnect');
  return clientOf(socket);
}

/** Connects and logs in. */
export async function connect(sim: RouterSim, { name, password } = CONTROL): Promise<Client> {
  const client = await dial(sim);
  await client.ask('/login', `=name=${name}`, `=password=${password}`);
  return client;
}

function clientOf(socket: Socket): Client {
  onTestFinished(() => void socket.destroy());
  socket.on('error', () => {});
  const read = createSentenceReader();
  const arrived: Sentence[] = [];
  let wake = () => {};
  socket.on('data', (piece) => {
    arrived.push(...read(piece));
    wake();
  });
  socket.on('close', () => wake());
  const next = async () => {
    while (arrived.length === 0) {
      if (socket.destroyed) throw new Error('the connection has ended');
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    }
    return arrived.shift() as Sentence;
  };
  const send = (...words: string[]) => void socket.write(encodeSentence(words));
  return {
    socket,
    send,
    next,
    async ask(...words) {
      send(...words);
      const answer = [await next()];
      while (!['!done', '!fatal'].includes(answer.at(-1)?.[0] ?? '')) answer.push(await next());
      return answer;
    },
  };
}
