import { inspect } from 'node:util';
import ssh2 from 'ssh2';
import { describe, expect, it } from 'vitest';
import { ed25519Pair, PASSWORD, router, tempFile, transportTo, USER } from './harness.js';

const READ = { menu: 'system/resource' };
const { generateKeyPairSync } = ssh2.utils;
const auth = (message: string) => ({ kind: 'auth', message: expect.stringMatching(message) });

describe('a key', () => {
  it.each(['ed25519', 'rsa'] as const)('of kind %s opens, and the password is not tried', async (type) => {
    const { sim, port } = await router();
    const pair = type === 'rsa' ? generateKeyPairSync('rsa', { bits: 2048 }) : ed25519Pair();
    sim.users.set(USER.name, { ...USER, keys: [pair.public] });
    const { transport } = transportTo(port, { ssh_key: await tempFile(pair.private) });
    await expect(transport.read(READ)).resolves.toHaveLength(1);
    expect(sim.rows('log').map((row) => row['message'])).toEqual([expect.stringContaining('logged in')]);
  });

  it('may be encrypted', async () => {
    const { sim, port } = await router();
    const passphrase = 'open sesame';
    const pair = ed25519Pair(passphrase);
    sim.users.set(USER.name, { ...USER, keys: [pair.public] });
    const ssh_key = await tempFile(pair.private);
    await transportTo(port, { ssh_key, passphrase }).transport.read(READ);
    for (const wrong of [{ ssh_key }, { ssh_key, passphrase: 'wrong one' }]) {
      const { transport } = transportTo(port, wrong);
      await expect(transport.read(READ)).rejects.toMatchObject(auth(`^[^\n]*${ssh_key} .*passphrase`));
    }
  });

  it('that the router does not know gives way to the password', async () => {
    const { port } = await router();
    const ssh_key = await tempFile(ed25519Pair().private);
    await expect(transportTo(port, { ssh_key }).transport.read(READ)).resolves.toHaveLength(1);
  });

  it.each([
    ['ECDSA', generateKeyPairSync('ecdsa', { bits: 256 }).private, 'ECDSA key, which RouterOS does not take'],
    ['public', ed25519Pair().public, 'is a public key'],
    ['no key', 'not a key', 'cannot be used'],
  ])('that is %s is refused before anything is sent', async (_, text, message) => {
    const { sim, port } = await router();
    const ssh_key = await tempFile(text);
    const { transport } = transportTo(port, { ssh_key });
    await expect(transport.read(READ)).rejects.toMatchObject(auth(`ssh_key ${ssh_key} .*${message}`));
    expect(sim.rows('log')).toEqual([]);
  });

  it('that every user may read is refused, with the command that mends it', async () => {
    const { port } = await router();
    const ssh_key = await tempFile(ed25519Pair().private, 0o644);
    const { transport } = transportTo(port, { ssh_key });
    await expect(transport.read(READ)).rejects.toMatchObject(
      auth(`can be read by every user; run: chmod o-rwx ${ssh_key}`),
    );
  });

  it('that is not there is named', async () => {
    const { port } = await router();
    const { transport } = transportTo(port, { ssh_key: '/nowhere/id_rsa' });
    await expect(transport.read(READ)).rejects.toMatchObject(auth('ssh_key /nowhere/id_rsa cannot be read'));
  });
});

describe('a login', () => {
  it.each([
    ['a wrong password', { password: 'wrong' }],
    ['an unknown user', { user: 'nobody' }],
  ])('with %s is refused', async (_, options) => {
    const { port } = await router();
    await expect(transportTo(port, options).transport.read(READ)).rejects.toMatchObject(
      auth('refused.*policy ssh'),
    );
  });

  it('of a user whose group lacks ssh is refused', async () => {
    const { sim, port } = await router();
    sim.users.set(USER.name, { ...USER, policies: ['read', 'write', 'rest-api'] });
    await expect(transportTo(port).transport.read(READ)).rejects.toMatchObject(auth('policy ssh'));
  });

  it('of a user with a key is refused by password, and the message knows', async () => {
    const { sim, port } = await router();
    sim.users.set(USER.name, { ...USER, keys: [ed25519Pair().public] });
    await expect(transportTo(port).transport.read(READ)).rejects.toMatchObject(auth('user who has a key'));
  });
});

describe('secrets', () => {
  it('are in no error, however closely one looks', async () => {
    const { port } = await router();
    const encrypted = ed25519Pair('right').private;
    const passphrase = 'sesame-open';
    for (const options of [
      { user: 'nobody', passphrase },
      { ssh_key: await tempFile(encrypted), passphrase },
      { host_key_fingerprint: 'ab'.repeat(32), passphrase },
    ]) {
      const { transport, logger } = transportTo(port, options);
      const error: unknown = await transport.read(READ).catch((thrown) => thrown);
      const shown = inspect([error, logger.lines], { depth: Number.POSITIVE_INFINITY, showHidden: true });
      expect(shown).toContain('TransportError');
      expect(shown).not.toContain(PASSWORD);
      expect(shown).not.toContain(passphrase);
    }
  });
});
