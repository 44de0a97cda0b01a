import { createConnection, type Socket } from 'node:net';
import { afterEach } from 'vitest';
import { type RouterSim, type RouterSimOptions, type SimUser, startRouterSim } from '../src/index.js';

export const CONTROL: SimUser = {
  name: 'ctl',
  password: 's:e=cret',
  policies: ['read', 'write', 'rest-api', 'ssh', 'api'],
};
export const VIEWER: SimUser = { name: 'viewer', password: 'v', policies: ['read', 'rest-api', 'api'] };

const running: RouterSim[] = [];

afterEach(async () => {
  await Promise.all(running.splice(0).map((sim) => sim.close()));
});

/** A simulator with the two users above that ends with the test. */
export async function start(options: RouterSimOptions = {}): Promise<RouterSim> {
  const sim = await startRouterSim({ users: [CONTROL, VIEWER], ...options });
  running.push(sim);
  return sim;
}

/** A simulator with a CAKE type and a download queue, `*1000000`. */
export async function startWithQueue(options: RouterSimOptions = {}): Promise<RouterSim> {
  const sim = await start(options);
  sim.add('queue/type', { name: 'cake-rx', kind: 'cake' });
  sim.add('queue/tree', { name: 'WAN-Download', parent: 'bridge', queue: 'cake-rx', 'max-limit': '440M' });
  return sim;
}

export function authorization({ name, password }: Pick<SimUser, 'name' | 'password'>): string {
  return `Basic ${Buffer.from(`${name}:${password}`).toString('base64')}`;
}

/** One request over HTTP; `body` is sent as JSON. */
export async function rest(sim: RouterSim, method: string, path: string, body?: unknown, user = CONTROL) {
  const headers = { authorization: authorization(user), 'content-type': 'application/json' };
  const init = body === undefined ? {} : { body: JSON.stringify(body) };
  const response = await fetch(`${sim.httpUrl}/rest/${path}`, { method, headers, ...init });
  const text = await response.text();
  return { status: response.status, body: text === '' ? undefined : JSON.parse(text) };
}

/** Sends GETs of system/identity in one segment; `tag` shows in the path, to tell them apart. */
export function pipeline(
  sim: RouterSim,
  requests: readonly { user: SimUser; tag: string }[],
): Promise<Socket> {
  const { port } = new URL(sim.httpUrl);
  return new Promise((resolve, reject) => {
    const socket = createConnection({ host: '127.0.0.1', port: Number(port) }, () => {
      const texts = requests.map(
        ({ user, tag }) =>
          `GET /rest/system/identity?${tag} HTTP/1.1\r\nHost: r\r\nAuthorization: ${authorization(user)}\r\n\r\n`,
      );
      socket.write(texts.join(''), () => resolve(socket));
    });
    socket.once('error', reject);
    socket.resume();
  });
}

/** Resolves when a request whose path ends in `tag` has been answered. */
export function answered(sim: RouterSim, tag: string): Promise<void> {
  return new Promise((resolve) => {
    const stop = sim.onRequest(({ path }) => {
      if (!path.endsWith(tag)) return;
      stop();
      resolve();
    });
  });
}
