import { EventEmitter, once } from 'node:events';
import { ManualClock, MemoryTrustStore, RecordingLogger } from '@wanctl/core/testing';
import { describe, expect, it } from 'vitest';
import { rawServer, router, transportTo } from './harness.js';

const READ = { menu: 'queue/tree', fields: ['name'] };
const unreachable = (message: string) => ({
  kind: 'unreachable',
  mayHaveApplied: false,
  message: expect.stringMatching(message),
});

describe('a certificate', () => {
  it('is trusted on first use, and no other after it', async () => {
    const { sim } = await router();
    const trust = new MemoryTrustStore();
    const logger = new RecordingLogger();
    await transportTo(sim.apiSslPort, { tls: true }, { trust, logger }).read(READ);
    expect([...trust.peers]).toEqual([[`tls 127.0.0.1:${sim.apiSslPort}`, sim.certificateSha256]]);
    expect(logger.lines.join()).toContain(sim.certificateSha256);
    const before = sim.certificateSha256;
    await sim.changeCertificate();
    const both = `has ${sim.certificateSha256}, trusted is ${before}; run "wanctl pin --config FILE" if`;
    await expect(transportTo(sim.apiSslPort, { tls: true }, { trust }).read(READ)).rejects.toMatchObject(
      unreachable(both),
    );
    expect(sim.rows('log').map(({ message }) => message)).not.toContain(expect.stringContaining('failure'));
    expect(sim.requests).toHaveLength(1);
  });

  it.each(['as is', 'in capitals with colons'])('is accepted when pinned, %s', async (form) => {
    const { sim } = await router();
    const pin = sim.certificateSha256;
    const tls_fingerprint = form === 'as is' ? pin : (pin.toUpperCase().match(/../g) ?? []).join(':');
    const trust = new MemoryTrustStore();
    await transportTo(sim.apiSslPort, { tls: true, tls_fingerprint, verify_ssl: true }, { trust }).read(READ);
    expect(trust.peers.size).toBe(0);
  });

  it('that is not the pinned one gets no password', async () => {
    const { sim } = await router();
    const options = { tls: true, tls_fingerprint: 'ab'.repeat(32) };
    await expect(transportTo(sim.apiSslPort, options).read(READ)).rejects.toMatchObject(
      unreachable('trusted is abab'),
    );
    expect(sim.rows('log')).toEqual([]);
  });

  it('must be signed by a known authority when that is wished', async () => {
    const { sim } = await router();
    const transport = transportTo(sim.apiSslPort, { tls: true, verify_ssl: true });
    await expect(transport.read(READ)).rejects.toMatchObject(
      unreachable('certificate not trusted .*pin it with tls_fingerprint'),
    );
    expect(sim.rows('log')).toEqual([]);
  });

  it('cannot be pinned without TLS, and then nothing is sent', async () => {
    const { sim } = await router();
    const options = { tls_fingerprint: sim.certificateSha256 };
    await expect(transportTo(sim.apiPort, options).read(READ)).rejects.toMatchObject(
      unreachable('needs tls: true'),
    );
    expect(sim.rows('log')).toEqual([]);
  });
});

describe('one line says what is wrong', () => {
  it('with a port that keeps silent', async () => {
    const came = new EventEmitter();
    const greeting = once(came, 'greeting');
    const port = await rawServer((socket) => socket.once('data', () => came.emit('greeting')));
    const clock = new ManualClock();
    const read = expect(transportTo(port, { tls: true }, { clock }).read(READ)).rejects.toMatchObject(
      unreachable('no connection within 3 s; check host, port and tls'),
    );
    await greeting;
    await clock.advance(3000);
    await read;
  });

  it('with TLS to a port that takes it for nonsense', async () => {
    const port = await rawServer((socket) => socket.once('data', () => socket.end()));
    await expect(transportTo(port, { tls: true }).read(READ)).rejects.toMatchObject(
      unreachable('no TLS on this port; check port and tls'),
    );
  });

  it('with plain text to the TLS port', async () => {
    const { sim } = await router();
    await expect(transportTo(sim.apiSslPort).read(READ)).rejects.toMatchObject({ retryable: true });
  });

  it('with another service there', async () => {
    const port = await rawServer((socket) => socket.write('SSH-2.0-ROSSSH\r\n'));
    await expect(transportTo(port).read(READ)).rejects.toMatchObject({ kind: 'protocol' });
    await expect(transportTo(port, { tls: true }).read(READ)).rejects.toMatchObject(
      unreachable('no TLS on this port; check port and tls, and that the service api-ssl has a certificate'),
    );
  });

  it('with nobody there', async () => {
    const { sim } = await router();
    await sim.close();
    await expect(transportTo(sim.apiPort).read(READ)).rejects.toMatchObject(
      unreachable('connection refused'),
    );
    await expect(transportTo(1, { host: 'router.invalid' }).read(READ)).rejects.toMatchObject(
      unreachable('no address for this host name'),
    );
  });
});
