import { once } from 'node:events';
import https from 'node:https';
import { connect as connectTls } from 'node:tls';
import ssh2 from 'ssh2';
import type { RouterPorts } from './simulated-router.js';

/** Sets both limits of the bench's queues over a kept connection, as directly as Node can. */
export interface BareClient {
  change(rateBps: number): Promise<void>;
  close(): void;
}

const LOGIN = { username: 'wanctl', password: 'bench' };

/** Two PATCHes, one after the other, by `node:https` alone: what REST costs with no transport around it. */
export function bareRest({ httpsPort }: RouterPorts, ids: readonly string[]): BareClient {
  const agent = new https.Agent({ keepAlive: true, maxSockets: 1, rejectUnauthorized: false });
  const authorization = `Basic ${Buffer.from(`${LOGIN.username}:${LOGIN.password}`).toString('base64')}`;
  const patch = (id: string, rateBps: number) =>
    new Promise<void>((resolve, reject) => {
      const body = JSON.stringify({ 'max-limit': String(rateBps) });
      const headers = { authorization, 'content-type': 'application/json', 'content-length': body.length };
      const options = { host: '127.0.0.1', port: httpsPort, path: `/rest/queue/tree/${id}`, method: 'PATCH' };
      const request = https.request({ ...options, headers, agent }, (response) => {
        response.resume().once('end', resolve);
      });
      request.once('error', reject).end(body);
    });
  return {
    async change(rateBps) {
      for (const id of ids) await patch(id, rateBps);
    },
    close: () => agent.destroy(),
  };
}

/** One line for both limits by `ssh2` alone. */
export async function bareSsh({ sshPort }: RouterPorts, ids: readonly string[]): Promise<BareClient> {
  const client = new ssh2.Client();
  client.connect({ host: '127.0.0.1', port: sshPort, ...LOGIN });
  await once(client, 'ready');
  client.setNoDelay(true);
  return {
    change: (rateBps) =>
      new Promise((resolve, reject) => {
        const line = ids.map((id) => `/queue/tree/set ${id} max-limit=${rateBps}`).join(';');
        client.exec(line, (error, channel) => {
          if (error) return reject(error);
          channel.resume().once('close', resolve);
        });
      }),
    close: () => void client.end(),
  };
}

/** Both sentences in one packet by `node:tls` alone; it counts what ends an answer. */
export async function bareApi({ apiSslPort }: RouterPorts, ids: readonly string[]): Promise<BareClient> {
  const socket = connectTls({ host: '127.0.0.1', port: apiSslPort, rejectUnauthorized: false });
  await once(socket, 'secureConnect');
  socket.setNoDelay(true);
  const ask = (sentences: readonly (readonly string[])[]) =>
    new Promise<void>((resolve) => {
      let open = sentences.length;
      const count = (piece: Buffer) => {
        open -= piece.toString('latin1').split('!done').length - 1;
        if (open > 0) return;
        socket.off('data', count);
        resolve();
      };
      socket.on('data', count);
      // All words are shorter than 128 bytes.
      const words = sentences.flatMap((sentence) => [...sentence, '']);
      socket.write(Buffer.concat(words.flatMap((word) => [Buffer.of(word.length), Buffer.from(word)])));
    });
  await ask([['/login', `=name=${LOGIN.username}`, `=password=${LOGIN.password}`]]);
  return {
    change: (rateBps) =>
      ask(ids.map((id) => ['/queue/tree/set', `=.id=${id}`, `=max-limit=${rateBps}`, `.tag=${id}`])),
    close: () => socket.destroy(),
  };
}
