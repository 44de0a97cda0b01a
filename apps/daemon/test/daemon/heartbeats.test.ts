import { Events } from '@wanctl/core';
import { ManualClock, MemoryRouter, RecordingLogger } from '@wanctl/core/testing';
import { expect, it } from 'vitest';
import { sendHeartbeats } from '../../src/daemon/heartbeats.js';
import { loadEdited } from '../config/edit.js';

const MINUTE_MS = 60_000;
const NONE = { download: [], upload: [] };
const UNKNOWN = { download: null, upload: null };

function setUp(text = 'safe: {dead_man_minutes: 5}\n') {
  const loaded = loadEdited('wan.yaml', { 'queues:': `${text}queues:` });
  if (loaded.kind !== 'wan') throw new Error(loaded.kind);
  const { settings } = loaded;
  const clock = new ManualClock();
  const transport = new MemoryRouter({});
  const sent: unknown[] = [];
  const run = transport.run.bind(transport);
  transport.run = (command) => {
    sent.push(command.arguments);
    return run(command);
  };
  const events = new Events();
  const log = new RecordingLogger();
  sendHeartbeats({ settings, transport, log }, events, clock);
  const tick = async (wan = settings.wanName) => {
    const observation = { nowMs: clock.now(), rtt: [], pending: [], counters: NONE, acceptedBps: UNKNOWN };
    events.emit('tick', { wan, atMs: clock.now(), observation, assessment: null });
    await clock.advance(0);
  };
  return { clock, transport, sent, log, tick };
}

it('a heartbeat is an entry that outlives the next four, a fifth of the time apart, while the loop turns', async () => {
  const { clock, sent, tick } = setUp();
  for (let second = 0; second < 180; second += 1) {
    await tick();
    await tick('another');
    await clock.advance(1000);
  }
  const list = 'wanctl-alive-cable';
  expect(sent).toEqual([
    { list, address: expect.stringMatching(/^198\.51\.100\.\d+$/), timeout: '5m' },
    expect.objectContaining({ list }),
    expect.objectContaining({ list }),
  ]);
  expect(new Set(sent.map((entry) => JSON.stringify(entry))).size).toBe(3);
  // A loop that stands still sends none.
  await clock.advance(10 * MINUTE_MS);
  expect(sent).toHaveLength(3);
});

it('one that fails is told once, and again when they come through', async () => {
  const { clock, transport, log, tick } = setUp();
  transport.fault = { kind: 'permission' };
  for (let beat = 0; beat < 3; beat += 1) {
    await tick();
    await clock.advance(MINUTE_MS);
  }
  transport.fault = null;
  await tick();
  expect(log.lines).toEqual([
    'warn no heartbeat to the router, which sets the ceilings after 5 min without: injected permission',
    'info heartbeats reach the router again',
  ]);
});

it('there are none unless the file wants them', async () => {
  const { sent, tick } = setUp('');
  await tick();
  expect(sent).toEqual([]);
});
