import { type StateStore, Telemetry, WanctlError } from '@wanctl/core';
import { ManualClock, RecordingLogger } from '@wanctl/core/testing';
import { describe, expect, it } from 'vitest';
import { followLock, type Tenant, type Tenure, takeLock } from '../../src/daemon/tenure.js';

const RETRY_MS = 500;

/** A loop whose lock another process has until the test takes it away or gives it. */
function standingBy() {
  const clock = new ManualClock();
  const log = Object.assign(new RecordingLogger(), { followFiles: () => {}, close: async () => {} });
  const did: string[] = [];
  const others = { haveIt: true, startFails: false };
  let lose = () => {};
  const lock: StateStore['lock'] = async () => {
    if (others.haveIt) throw new WanctlError('ERR_STATE_LOCKED', 'another has it');
    const lost = new Promise<void>((resolve) => {
      lose = resolve;
    });
    return { held: () => true, lost, release: async () => void did.push('release') };
  };
  const tenant: Tenant & { tenure: Tenure } = {
    settings: { wanName: 'wan1' },
    store: { lock, load: async () => null, save: async () => {} },
    ...{ telemetry: new Telemetry(), log },
    tenure: { lock: null, refusal: null },
    loop: { stop: async () => void did.push('stop') },
    start: async () => {
      did.push('start');
      if (others.startFails) throw new Error('no probe can measure');
    },
    renew: () => {
      did.push('renew');
      tenant.tenure = { lock: null, refusal: null };
    },
  };
  const ending = new AbortController();
  const follow = () => followLock(tenant, RETRY_MS, clock, ending.signal);
  return { clock, log, did, others, tenant, ending, follow, lose: () => lose() };
}

describe('followLock', () => {
  it('starts the loop when the lock has come, stops it when it is lost, and starts a new one', async () => {
    const { clock, log, did, others, tenant, ending, follow, lose } = standingBy();
    expect(await takeLock(tenant, clock)).toBe(false);
    const followed = follow();
    await clock.advance(5 * RETRY_MS);
    expect(did).toEqual([]);
    others.haveIt = false;
    await clock.advance(RETRY_MS);
    expect(did).toEqual(['start']);
    others.haveIt = true;
    lose();
    await clock.advance(RETRY_MS);
    expect(did).toEqual(['start', 'stop', 'release', 'renew']);
    others.haveIt = false;
    await clock.advance(RETRY_MS);
    expect(did.at(-1)).toBe('start');
    ending.abort();
    await followed;
    expect(log.lines.filter((line) => line.includes('standing by: another has it'))).toHaveLength(2);
    expect(log.lines.join()).toContain('the lock is lost, nothing more is written: standing by');
  });

  it('gives the lock back when the loop cannot start, and says why', async () => {
    const { clock, log, did, others, ending, follow } = standingBy();
    Object.assign(others, { haveIt: false, startFails: true });
    const followed = follow();
    await clock.advance(RETRY_MS);
    expect(did).toEqual(['start', 'stop', 'release', 'renew']);
    expect(log.lines.join()).toContain('no probe can measure: standing by');
    ending.abort();
    await followed;
  });
});
