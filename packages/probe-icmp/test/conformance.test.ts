import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { silentLogger, systemClock, Telemetry } from '@wanctl/core';
import { describeProbe } from '@wanctl/core/testing';
import koffi from 'koffi';
import { describe, expect, it } from 'vitest';
import { IcmpProbe, IcmpProbeOptions } from '../src/index.js';
import { lineOf } from './line.js';
import { ip, mayMakeNamespaces } from './two-wans.js';

const CLONE_NEWNET = 0x40000000;

/** In a namespace of its own, where loopback can be cut: this file has its process to itself. */
async function openProbe(engine: IcmpProbeOptions['engine']) {
  const sources = ['127.0.0.1', '127.0.0.2'];
  ip('link', 'set', 'lo', 'up');
  const server = createServer((socket) => socket.resume().on('error', () => {})).listen(0);
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const options = { ...new IcmpProbeOptions(), interval_ms: 200, timeout_ms: 100, engine, ports: [port] };
  const probe = new IcmpProbe(options, lineOf(sources), systemClock, new Telemetry(), silentLogger);
  return {
    ...{ probe, sources },
    silence: () => void ip('link', 'set', 'lo', 'down'),
    close: async () => void server.close(),
  };
}

describe.skipIf(!mayMakeNamespaces)('in a namespace (skipped unless root and with iproute2)', () => {
  if (mayMakeNamespaces) koffi.load(null).func('int unshare(int flags)')(CLONE_NEWNET);
  const usable = ['fping', 'ping'].filter((command) => spawnSync(command, ['-V']).error === undefined);
  for (const engine of ['socket', ...usable, 'tcp'] as IcmpProbeOptions['engine'][]) {
    describeProbe(`IcmpProbe by ${engine}`, () => openProbe(engine), { describe, it, expect });
  }
});
