import { ManualClock, RecordingLogger } from '@wanctl/core/testing';
import { describe, expect, it } from 'vitest';
import { type Candidate, selectEngine } from '../../src/engines/select.js';
import type { IcmpProbeOptions } from '../../src/options.js';
import { FakeEngine } from '../fake-engine.js';
import { planOf } from '../plan.js';

class AnsweringEngine extends FakeEngine {
  override async start(...[plan, emit]: Parameters<FakeEngine['start']>): Promise<void> {
    await super.start(plan, emit);
    emit({ kind: 'answered', host: '127.0.0.1', sequence: 0, sentAtMs: 0, rttMs: 0.05 });
  }
}

function setUp(engines: Record<string, FakeEngine>, degraded?: string) {
  const clock = new ManualClock();
  const logger = new RecordingLogger();
  const candidates: Candidate[] = Object.entries(engines).map(([name, engine]) => ({
    ...{ name, create: () => engine, remedy: `mend ${name}` },
    ...(degraded === undefined ? {} : { degraded }),
  }));
  const select = async (wanted: IcmpProbeOptions['engine']) => {
    const selected = selectEngine(wanted, clock, logger, candidates);
    selected.catch(() => {});
    await clock.advance(10_000);
    return selected;
  };
  return { select, logger };
}

const silent = () => new FakeEngine();
const broken = () => Object.assign(new FakeEngine(), { startError: new Error('EPERM') });
const troubled = () => Object.assign(new FakeEngine(), { trouble: 'spawn fping ENOENT' });

describe('selectEngine', () => {
  it('takes the first that gets an answer from loopback, and says why not the others', async () => {
    const engines = { socket: broken(), fping: troubled(), ping: new AnsweringEngine() };
    const { select, logger } = setUp(engines);
    const engine = await select('auto');
    await engine.start(planOf([]), () => {});
    expect(engines.ping.running).toBe(true);
    await engine.stop();
    expect(logger.lines).toEqual([
      'info measuring RTT by fake engine; not by socket: EPERM; not by fping: spawn fping ENOENT',
    ]);
    expect(engines.ping.running).toBe(false);
    expect(engines.fping.running).toBe(false);
  });

  it('refuses a named engine that does not work, though another would', async () => {
    const { select } = setUp({ socket: new AnsweringEngine(), fping: silent() });
    await expect(select('fping')).rejects.toMatchObject({
      code: 'ERR_PROBE_START',
      message: 'cannot measure RTT by fping: no answer from 127.0.0.1 (mend fping)',
    });
  });

  it('lists all reasons when none works', async () => {
    const { select } = setUp({ socket: broken(), fping: troubled(), ping: silent() });
    await expect(select('auto')).rejects.toThrow(/socket: EPERM.*fping: spawn fping ENOENT.*ping: no answer/);
  });

  it('takes TCP when nothing else works, and logs that it is worse', async () => {
    const { select, logger } = setUp({ ping: broken(), tcp: new AnsweringEngine() }, 'slow');
    await select('auto');
    expect(logger.lines).toEqual(['warn measuring RTT by fake engine, degraded: slow; not by ping: EPERM']);
  });
});
