import { once } from 'node:events';
import ssh2, { type Client, type ClientChannel, type ConnectConfig } from 'ssh2';
import { onTestFinished } from 'vitest';
import type { RouterSim } from '../../src/index.js';
import { CONTROL } from '../support.js';

/** A logged-in client that ends with the test. Rejects when the login fails. */
export async function connect(sim: RouterSim, config: ConnectConfig = {}): Promise<Client> {
  const client = new ssh2.Client();
  onTestFinished(() => void client.destroy());
  // One for each failure after the first, and for a simulator that ends before its client.
  client.on('error', () => {});
  const { name: username, password } = CONTROL;
  client.connect({ host: '127.0.0.1', port: sim.sshPort, username, password, ...config });
  await once(client, 'ready');
  client.setNoDelay(true);
  return client;
}

/** Opens the channel of one command line. */
export function open(client: Client, line: string): Promise<ClientChannel> {
  return new Promise((resolve, reject) => {
    client.exec(line, (error, channel) => (error ? reject(error) : resolve(channel)));
  });
}

/** What one command line writes, and its exit status. */
export function exec(client: Client, line: string): Promise<{ text: string; code: number | undefined }> {
  return new Promise((resolve, reject) => {
    client.exec(line, (error, channel) => {
      if (error) return reject(error);
      let code: number | undefined;
      const chunks: Buffer[] = [];
      channel.on('exit', (status: number) => {
        code = status;
      });
      channel.on('data', (chunk: Buffer) => chunks.push(chunk));
      channel.on('close', () => resolve({ text: Buffer.concat(chunks).toString(), code }));
    });
  });
}
