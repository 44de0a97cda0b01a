import { MemoryTrustStore } from '@wanctl/core/testing';
import { describe, expect, it } from 'vitest';
import { answer, ed25519Pair, router, sshServer, tempFile, transportTo } from './harness.js';

const READ = { menu: 'system/resource' };
const OTHER = 'ab'.repeat(32);

function hostKeyLine(name: string, publicKey = ed25519Pair().public): string {
  return `${name} ${publicKey}\n`;
}

/** What a login attempt would show in the router's log: nothing may be sent to a router that is not trusted. */
function logins(sim: Awaited<ReturnType<typeof router>>['sim']): string[] {
  return sim.rows('log').map((row) => row['message'] ?? '');
}

describe('a router never seen', () => {
  it('is trusted from its first login on, and the log says so', async () => {
    const { sim, port } = await router();
    const { transport, trustStore, logger } = transportTo(port);
    await transport.read(READ);
    expect(logins(sim)).toHaveLength(1);
    expect(trustStore.peers).toEqual(new Map([[`ssh 127.0.0.1:${port}`, sim.sshHostKey]]));
    expect(logger.lines).toEqual([
      expect.stringMatching(`^info ssh 127.0.0.1:${port}: .*${sim.sshHostKey}.*trusted`),
    ]);
  });

  it('is not trusted when the login fails', async () => {
    const { port } = await router();
    const { transport, trustStore } = transportTo(port, { password: 'wrong' });
    await expect(transport.read(READ)).rejects.toMatchObject({ kind: 'auth' });
    expect(trustStore.peers.size).toBe(0);
  });
});

describe('a router with a known key', () => {
  it('is let be, without a word', async () => {
    const { sim, port } = await router({ sshHostKeyType: 'rsa' });
    const trustStore = new MemoryTrustStore();
    trustStore.trust(`ssh 127.0.0.1:${port}`, sim.sshHostKey);
    const { transport, logger } = transportTo(port, {}, undefined, trustStore);
    await expect(transport.read(READ)).resolves.toHaveLength(1);
    expect(logger.lines).toEqual([]);
  });

  it('gets neither user nor command once it shows another', async () => {
    const { sim, port } = await router();
    const trustStore = new MemoryTrustStore();
    trustStore.trust(`ssh 127.0.0.1:${port}`, OTHER);
    const { transport } = transportTo(port, {}, undefined, trustStore);
    await expect(transport.read(READ)).rejects.toMatchObject({
      kind: 'unreachable',
      mayHaveApplied: false,
      message: expect.stringMatching(`has ${sim.sshHostKey}, known is ${OTHER}; .*wanctl pin --config FILE`),
    });
    expect(sim.requests).toEqual([]);
    expect(logins(sim)).toEqual([]);
    expect(trustStore.peers.get(`ssh 127.0.0.1:${port}`)).toBe(OTHER);
  });

  it('is checked again on every connection', async () => {
    const { sim, port } = await router();
    const { transport } = transportTo(port);
    await transport.read(READ);
    await sim.close();
    const { sim: impostor } = await router({ sshPort: port });
    await expect(transport.read(READ)).rejects.toThrow('not the known one');
    expect(logins(impostor)).toEqual([]);
  });
});

describe('a pinned key', () => {
  it.each(['as is', 'in capitals with colons'])(
    'is accepted, %s, whatever was trusted before',
    async (form) => {
      const { sim, port } = await router();
      const trustStore = new MemoryTrustStore();
      trustStore.trust(`ssh 127.0.0.1:${port}`, OTHER);
      const pin = sim.sshHostKey;
      const host_key_fingerprint = form === 'as is' ? pin : (pin.toUpperCase().match(/../g) ?? []).join(':');
      const { transport } = transportTo(port, { host_key_fingerprint }, undefined, trustStore);
      await expect(transport.read(READ)).resolves.toHaveLength(1);
    },
  );

  it('is the only one, even when the router is trusted', async () => {
    const { sim, port } = await router();
    const trustStore = new MemoryTrustStore();
    trustStore.trust(`ssh 127.0.0.1:${port}`, sim.sshHostKey);
    const { transport } = transportTo(port, { host_key_fingerprint: OTHER }, undefined, trustStore);
    await expect(transport.read(READ)).rejects.toMatchObject({ kind: 'unreachable' });
  });
});

describe('a known_hosts file', () => {
  it('that lists the router is enough, and nothing else is remembered', async () => {
    const { port, hostKey } = await sshServer((channel) => answer(channel, '[]'));
    const known_hosts_file = await tempFile(hostKeyLine(`[127.0.0.1]:${port}`, hostKey));
    const { transport, trustStore, logger } = transportTo(port, { known_hosts_file });
    await expect(transport.read(READ)).resolves.toEqual([]);
    expect([trustStore.peers.size, logger.lines]).toEqual([0, []]);
  });

  it('that lists the router with another key keeps us away', async () => {
    const { sim, port } = await router();
    const known_hosts_file = await tempFile(hostKeyLine(`[127.0.0.1]:${port}`));
    const { transport, trustStore } = transportTo(port, { known_hosts_file });
    await expect(transport.read(READ)).rejects.toThrow(`has ${sim.sshHostKey}`);
    expect(trustStore.peers.size).toBe(0);
  });

  it('that does not list the router leaves the first contact to be trusted', async () => {
    const { port } = await router();
    const known_hosts_file = await tempFile(hostKeyLine('elsewhere'));
    const { transport, trustStore } = transportTo(port, { known_hosts_file });
    await transport.read(READ);
    expect(trustStore.peers.size).toBe(1);
  });

  it('that is not there is an error', async () => {
    const { port } = await router();
    const { transport } = transportTo(port, { known_hosts_file: '/nowhere/known_hosts' });
    await expect(transport.read(READ)).rejects.toMatchObject({
      kind: 'unreachable',
      message: expect.stringContaining('/nowhere/known_hosts'),
    });
  });
});
