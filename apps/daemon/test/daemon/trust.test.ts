import { MemoryStateStore, RecordingLogger } from '@wanctl/core/testing';
import { expect, it } from 'vitest';
import { openTrustStore, rememberPeer, trustedPeers } from '../../src/daemon/trust.js';

const PEER = 'ssh 192.0.2.1:22';

async function setUp() {
  const store = new MemoryStateStore();
  await rememberPeer(store, PEER, 'old');
  let changed = () => {};
  const log = new RecordingLogger();
  const trust = await openTrustStore(store, (listener) => (changed = listener), log);
  const settled = () => new Promise((resolve) => setImmediate(resolve));
  return { store, trust, log, settled, change: () => changed() };
}

it('knows what another process has pinned once the file has changed', async () => {
  const { store, trust, settled, change } = await setUp();
  await rememberPeer(store, PEER, 'new');
  expect(trust.known(PEER)).toBe('old');
  change();
  await settled();
  expect(trust.known(PEER)).toBe('new');
});

it('remembers whom it comes to trust beside the others', async () => {
  const { store, trust, settled } = await setUp();
  trust.trust('tls 192.0.2.1:443', 'first');
  expect(trust.known('tls 192.0.2.1:443')).toBe('first');
  await settled();
  expect(Object.fromEntries(await trustedPeers(store))).toEqual({
    [PEER]: 'old',
    'tls 192.0.2.1:443': 'first',
  });
});

it('goes on with what it knows when the file cannot be read', async () => {
  const { store, trust, log, settled, change } = await setUp();
  store.load = () => Promise.reject(new Error('disk on fire'));
  change();
  await settled();
  expect(trust.known(PEER)).toBe('old');
  expect(log.lines).toEqual(['error router: whom to trust cannot be read: disk on fire']);
});
