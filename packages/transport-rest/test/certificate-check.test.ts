import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { MemoryTrustStore, RecordingLogger } from '@wanctl/core/testing';
import { describe, expect, it } from 'vitest';
import { router, tempFolder, transportTo } from './harness.js';

const READ = { menu: 'queue/tree' };
const FIRST_USE = { scheme: 'https', verify_ssl: false } as const;
const unreachable = (message: string) => ({
  kind: 'unreachable',
  mayHaveApplied: false,
  message: expect.stringMatching(message),
});

describe('a certificate', () => {
  it('must be signed by a known authority', async () => {
    const { httpsPort } = await router();
    const transport = transportTo(httpsPort, { scheme: 'https' });
    await expect(transport.read(READ)).rejects.toMatchObject(
      unreachable('certificate not trusted .*ca_file.*tls_fingerprint'),
    );
  });

  it('may be signed by the authority in ca_file', async () => {
    const { sim, httpsPort } = await router();
    const ca_file = join(await tempFolder(), 'ca.pem');
    await writeFile(ca_file, sim.certificate);
    const trust = new MemoryTrustStore();
    const transport = transportTo(httpsPort, { scheme: 'https', ca_file }, { trust });
    await expect(transport.read(READ)).resolves.toHaveLength(1);
    expect(trust.peers.size).toBe(0);
  });

  it('cannot be verified by a ca_file that is not there', async () => {
    const { httpsPort } = await router();
    const transport = transportTo(httpsPort, { scheme: 'https', ca_file: '/nowhere/ca.pem' });
    await expect(transport.read(READ)).rejects.toMatchObject(unreachable('/nowhere/ca.pem'));
  });

  it.each(['as is', 'in capitals with colons'])('is accepted when pinned, %s', async (form) => {
    const { sim, httpsPort } = await router();
    const pin = sim.certificateSha256;
    const tls_fingerprint = form === 'as is' ? pin : (pin.toUpperCase().match(/../g) ?? []).join(':');
    const transport = transportTo(httpsPort, { scheme: 'https', tls_fingerprint });
    await expect(transport.read(READ)).resolves.toHaveLength(1);
  });

  it.each([true, false])('that is not the pinned one gets no request (verify_ssl %s)', async (verify_ssl) => {
    const { sim, httpsPort } = await router();
    const tls_fingerprint = 'ab'.repeat(32);
    const transport = transportTo(httpsPort, { scheme: 'https', tls_fingerprint, verify_ssl });
    const both = `has ${sim.certificateSha256}, trusted is ${tls_fingerprint}; run "wanctl pin --config FILE" if`;
    await expect(transport.read(READ)).rejects.toMatchObject(unreachable(both));
    await transportTo(httpsPort, { scheme: 'https', verify_ssl: false }).read(READ);
    expect(sim.requests).toHaveLength(1);
  });

  it('cannot be pinned without TLS, and then nothing is sent either', async () => {
    const { sim, httpPort } = await router();
    const transport = transportTo(httpPort, { tls_fingerprint: sim.certificateSha256 });
    await expect(transport.read(READ)).rejects.toMatchObject(unreachable('needs scheme https'));
    expect(sim.requests).toEqual([]);
  });

  it('is checked again on every connection', async () => {
    const { sim, httpsPort } = await router();
    const transport = transportTo(httpsPort, { scheme: 'https', tls_fingerprint: sim.certificateSha256 });
    await transport.read(READ);
    await sim.close();
    await router({ httpsPort });
    await expect(transport.read(READ)).rejects.toMatchObject(unreachable('not the trusted one'));
  });
});

describe('without verification', () => {
  it('the first certificate is trusted, which is told once, and remembered', async () => {
    const { sim, httpsPort } = await router();
    const services = { trust: new MemoryTrustStore(), logger: new RecordingLogger() };
    for (const transport of [
      transportTo(httpsPort, FIRST_USE, services),
      transportTo(httpsPort, FIRST_USE, services),
    ]) {
      await expect(transport.read(READ)).resolves.toHaveLength(1);
    }
    const peer = `tls 127.0.0.1:${httpsPort}`;
    expect([...services.trust.peers]).toEqual([[peer, sim.certificateSha256]]);
    expect(services.logger.lines).toEqual([
      `info ${peer}: trusted on first use, its certificate has the SHA-256 fingerprint ${sim.certificateSha256}`,
    ]);
  });

  it('another certificate later gets no request, and does not become the trusted one', async () => {
    const { sim, httpsPort } = await router();
    const trust = new MemoryTrustStore();
    const transport = transportTo(httpsPort, FIRST_USE, { trust });
    await transport.read(READ);
    await sim.close();
    const { sim: other } = await router({ httpsPort });
    const both = `has ${other.certificateSha256}, trusted is ${sim.certificateSha256}; run "wanctl pin --config FILE" if`;
    for (let turn = 0; turn < 2; turn += 1) {
      await expect(transport.read(READ)).rejects.toMatchObject(unreachable(both));
    }
    expect(other.requests).toEqual([]);
    expect([...trust.peers.values()]).toEqual([sim.certificateSha256]);
  });

  it('another certificate is accepted as soon as it is the trusted one', async () => {
    const { sim, httpsPort } = await router();
    const trust = new MemoryTrustStore();
    trust.trust(`tls 127.0.0.1:${httpsPort}`, 'ab'.repeat(32));
    const transport = transportTo(httpsPort, FIRST_USE, { trust });
    await expect(transport.read(READ)).rejects.toMatchObject({ kind: 'unreachable' });
    trust.trust(`tls 127.0.0.1:${httpsPort}`, sim.certificateSha256);
    await expect(transport.read(READ)).resolves.toHaveLength(1);
  });

  it('tls_fingerprint wins over what is remembered, and nothing is remembered by it', async () => {
    const { sim, httpsPort } = await router();
    const trust = new MemoryTrustStore();
    trust.trust(`tls 127.0.0.1:${httpsPort}`, 'ab'.repeat(32));
    const transport = transportTo(
      httpsPort,
      { ...FIRST_USE, tls_fingerprint: sim.certificateSha256 },
      { trust },
    );
    await expect(transport.read(READ)).resolves.toHaveLength(1);
    expect([...trust.peers.values()]).toEqual(['ab'.repeat(32)]);
  });

  it('plain HTTP trusts nobody', async () => {
    const { httpPort } = await router();
    const trust = new MemoryTrustStore();
    await transportTo(httpPort, { verify_ssl: false }, { trust }).read(READ);
    expect(trust.peers.size).toBe(0);
  });
});
