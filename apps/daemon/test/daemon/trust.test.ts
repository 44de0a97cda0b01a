import { MemoryStateStore, RecordingLogger } from '@wanctl/core/testing';
import { expect, it } from 'vitest';
import { openTrustStore, rememberPeer, trustedPeers } from '../../src/daemon/trust.js';

const PEER = 'ssh 192.0.2.1:22';

async function setUp() {
  const store = new MemoryStateStore();
  await rememberPeer(store, PEER, 'old');
  const log = new RecordingLogger();
  return { store, trust: await openTrustStore(store, log), log };
}

it('knows what another process has pinned once the file has changed', async () => {
  const { store, trust } = await setUp();
  await rememberPeer(store, PEER, 'new');
  expect(trust.known(PEER)).toBe('old');
  await trust.readAnew();
  expect(trust.known(PEER)).toBe('new');
});

it('remembers whom it comes to trust beside the others', async () => {
  const { store, trust } = await setUp();
  trust.trust('tls 192.0.2.1:443', 'first');
  expect(trust.known('tls 192.0.2.1:443')).toBe('first');
  await trust.readAnew();
  expect(Object.fromEntries(await trustedPeers(store))).toEqual({
    [PEER]: 'old',
    'tls 192.0.2.1:443': 'first',
  });
});

it('goes on with what it knows when the file cannot be read', async () => {
  const { store, trust, log } = await setUp();
  store.load = () => Promise.reject(new Error('disk on fire'));
  await trust.readAnew();
  expect(trust.known(PEER)).toBe('old');
  expect(log.lines).toEqual(['error router: whom to trust cannot be read: disk on fire']);
});
