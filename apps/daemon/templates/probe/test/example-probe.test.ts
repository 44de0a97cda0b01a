import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { systemClock } from '@wanctl/core';
import { describeProbe } from '@wanctl/core/testing';
import { describe, expect, it } from 'vitest';
import { ExampleProbe, ExampleProbeOptions } from '../src/index.js';

const REFLECTORS = ['127.0.0.1', 'localhost'];

/** A server that closes what connects to it, and a quick probe of it under two names. */
async function open() {
  const server = createServer((socket) => socket.on('error', () => {}).destroy()).listen(0);
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const options = Object.assign(new ExampleProbeOptions(), { port, interval_ms: 5 });
  return {
    probe: new ExampleProbe(options, { reflectors: REFLECTORS }, systemClock),
    sources: REFLECTORS,
    silence: () => void server.close(),
    close: async () => void server.close(),
  };
}

describe('ExampleProbe', () => {
  it('tells which reflector is silent', async () => {
    const { probe, close } = await open();
    await close();
    await new Promise<void>((resolve) => probe.start(() => resolve()));
    expect(probe.health()).toMatchObject({ state: 'collapsed', detail: 'no answer from 127.0.0.1' });
    await probe.stop();
  });
});

describeProbe('ExampleProbe', open, { describe, it, expect });
