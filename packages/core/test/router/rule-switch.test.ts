import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RuleSwitch, Telemetry } from '../../src/index.js';
import { ManualClock, MemoryRouter, RecordingLogger, type RouterFault } from '../../src/testing/index.js';

const MENU = 'ip/firewall/mangle';
const COMMENT = 'ADAPTIVE: steer latency-sensitive (wan2)';

function setUp() {
  const clock = new ManualClock();
  const rows = [
    { '.id': '*1', comment: `${COMMENT} too`, disabled: 'true' },
    { '.id': '*2', comment: COMMENT, disabled: 'true' },
    { '.id': '*3', disabled: 'true' },
  ];
  const router = new MemoryRouter({ [MENU]: rows });
  const logger = new RecordingLogger();
  const telemetry = new Telemetry();
  const rule = new RuleSwitch({ comment: COMMENT, transport: router, clock, logger, telemetry });
  const want = async (enabled: boolean) => {
    rule.want(enabled);
    await rule.settled();
  };
  /** What somebody else does to the rule. */
  const change = (fields: Record<string, string>) => Object.assign(rows[1] ?? {}, fields);
  const writes = () => router.calls.filter((call) => call.startsWith('set'));
  return { clock, router, rows, logger, telemetry, rule, want, change, writes };
}

/** Lets all changes fail, and no read. */
function failChanges(router: MemoryRouter, fault: RouterFault): void {
  router.gate = async () => {
    router.fault = router.calls.at(-1)?.startsWith('set') ? fault : null;
  };
}

describe('a wish', () => {
  it('is brought to the router between two reads, and costs nothing while met', async () => {
    const { router, rule, want, telemetry } = setUp();
    await want(true);
    expect(router.calls).toEqual([`read ${MENU}`, 'set *2 disabled=no', `read ${MENU}`]);
    await want(true);
    expect(router.calls).toHaveLength(3);
    expect([rule.seen, rule.behind]).toEqual(['enabled', false]);
    await want(false);
    expect(router.calls.slice(3)).toEqual([`read ${MENU}`, 'set *2 disabled=yes', `read ${MENU}`]);
    expect(rule.seen).toBe('disabled');
    expect(telemetry.snapshot().counters).toEqual({ 'writes.applied': 2 });
  });

  it('wins over older ones that were never sent', async () => {
    const { rule, writes } = setUp();
    for (const enabled of [true, false, true, false]) rule.want(enabled);
    await rule.settled();
    expect([rule.seen, writes()]).toEqual(['disabled', []]);
  });

  it('follows one that is under way', async () => {
    const { router, rule, want, writes } = setUp();
    router.gate = async () => {
      if (writes().length === 1) rule.want(false);
    };
    await want(true);
    expect(writes()).toEqual(['set *2 disabled=no', 'set *2 disabled=yes']);
    expect(rule.seen).toBe('disabled');
  });

  it('is brought at whatever moment of a look it is made', async () => {
    for (let steps = 0; steps < 12; steps += 1) {
      const { rule } = setUp();
      void rule.look();
      for (let step = 0; step < steps; step += 1) await Promise.resolve();
      rule.want(true);
      await rule.settled();
      expect(rule.seen).toBe('enabled');
    }
  });
});

describe('what somebody else does to the rule', () => {
  it('is told once and left alone until the next wish', async () => {
    const { rule, want, change, writes, logger } = setUp();
    await want(true);
    change({ disabled: 'true' });
    for (let turn = 0; turn < 3; turn += 1) expect(await rule.look()).toBe('disabled');
    expect(writes()).toHaveLength(1);
    expect(logger.lines).toEqual([`warn router: somebody else has disabled rule "${COMMENT}"`]);
    await want(true);
    expect([rule.seen, writes().length]).toEqual(['enabled', 2]);
  });

  it('is found before a change, which then is not made', async () => {
    const { want, change, writes, logger } = setUp();
    await want(false);
    change({ disabled: 'false' });
    await want(true);
    expect(writes()).toEqual([]);
    expect(logger.lines).toHaveLength(1);
  });
});

describe('the rule', () => {
  it('that shows no flag was never disabled', async () => {
    const { router, rule } = setUp();
    router.menus[MENU] = [{ '.id': '*2', comment: COMMENT }];
    expect(await rule.look()).toBe('enabled');
  });

  it('is missing: told once, and set when it is there', async () => {
    const { clock, rule, want, rows, change, logger } = setUp();
    change({ comment: 'another' });
    for (let turn = 0; turn < 5; turn += 1) {
      await want(true);
      await clock.advance(30_000);
    }
    expect([rule.seen, rule.behind]).toEqual(['missing', true]);
    const problem = `the router has no mangle rule with exactly the comment "${COMMENT}"`;
    expect(logger.lines).toEqual([`error router: ${problem}: write it in full: "${COMMENT} too"`]);
    change({ comment: COMMENT });
    expect(await rule.look()).toBe('enabled');
    expect(rows[1]?.disabled).toBe('no');
  });

  it('is ambiguous: told, and neither is touched', async () => {
    const { rule, want, rows, writes, logger } = setUp();
    rows.push({ '.id': '*9', comment: COMMENT, disabled: 'true' });
    await want(true);
    expect([rule.seen, writes()]).toEqual(['ambiguous', []]);
    expect(logger.lines[0]).toContain(`2 mangle rules with the comment "${COMMENT}"`);
  });

  it('is not mistaken for another when a restart has exchanged their ids', async () => {
    const { want, rows, change } = setUp();
    await want(true);
    Object.assign(rows[2] ?? {}, { '.id': '*2' });
    change({ '.id': '*3' });
    await want(false);
    expect(rows.map((row) => row.disabled)).toEqual(['true', 'yes', 'true']);
  });

  it('is looked up once more when its id goes away in between', async () => {
    const { router, rule, want, change, writes, logger } = setUp();
    router.gate = async () => {
      if (writes().length === 1) change({ '.id': '*F' });
    };
    await want(true);
    expect(writes()).toEqual(['set *2 disabled=no', 'set *F disabled=no']);
    expect(rule.seen).toBe('enabled');
    expect(logger.lines).toEqual([]);
  });
});

describe('faults', () => {
  it('of a change that took effect are followed by a pause and a look, not by another change', async () => {
    const { clock, router, rule, want, writes } = setUp();
    failChanges(router, { kind: 'timeout', applies: true });
    await want(true);
    expect(rule.seen).toBe('unknown');
    await clock.advance(2999);
    await want(true);
    expect(await rule.look()).toBe('unknown');
    expect(router.calls).toHaveLength(2);
    await clock.advance(1);
    await want(true);
    expect(rule.seen).toBe('enabled');
    expect(writes()).toHaveLength(1);
  });

  it('of a change that took none are followed by the change', async () => {
    const { clock, router, rule, want, writes } = setUp();
    failChanges(router, { kind: 'timeout' });
    await want(true);
    router.gate = router.fault = null;
    await clock.advance(3000);
    expect(await rule.look()).toBe('enabled');
    expect(writes()).toHaveLength(2);
  });

  it('leave the rule as last seen while it cannot be read, are told once, and back off', async () => {
    const { clock, router, rule, want, logger } = setUp();
    await rule.look();
    router.fault = { kind: 'unreachable' };
    for (let second = 0; second < 120; second += 1) {
      await want(true);
      await clock.advance(1000);
    }
    expect(rule.seen).toBe('disabled');
    expect(router.calls.length).toBeLessThan(12);
    router.fault = null;
    await clock.advance(30_000);
    expect(await rule.look()).toBe('enabled');
    expect(logger.lines).toEqual([
      'error router: injected unreachable',
      expect.stringMatching(/^info router: fine again after/),
    ]);
  });

  it('include an accepted change that does not show, which is made again later', async () => {
    const { clock, router, rule, want, change, writes, logger } = setUp();
    router.gate = async () => {
      if (writes().length === 1) change({ disabled: 'true' });
    };
    await want(true);
    expect(rule.behind).toBe(true);
    expect(logger.lines).toEqual([
      `error router: the router accepted a change of rule "${COMMENT}", which is still disabled`,
    ]);
    await clock.advance(2000);
    await want(true);
    expect(rule.seen).toBe('enabled');
  });
});

describe('any sequence of faults and other hands', () => {
  const kinds = ['unreachable', 'timeout', 'auth', 'not-found', 'rejected', 'protocol'] as const;
  const turn = fc.record({
    wish: fc.option(fc.boolean()),
    fault: fc.option(fc.record({ kind: fc.constantFrom(...kinds), applies: fc.boolean() })),
    changesOnly: fc.boolean(),
    otherHand: fc.option(fc.constantFrom('true', 'false')),
    newIds: fc.boolean(),
    waitMs: fc.integer({ min: 0, max: 20_000 }),
  });

  it('ends with the rule as wanted, and no other rule touched', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(turn, { maxLength: 25 }), fc.boolean(), async (turns, last) => {
        const { clock, router, rule, rows, change } = setUp();
        for (const { wish, fault, changesOnly, otherHand, newIds, waitMs } of turns) {
          router.gate = null;
          router.fault = fault;
          if (fault && changesOnly) failChanges(router, fault);
          if (otherHand !== null) change({ disabled: otherHand });
          if (newIds) for (const row of rows) row['.id'] += '0';
          if (wish !== null) rule.want(wish);
          await rule.look();
          await clock.advance(waitMs);
        }
        router.gate = router.fault = null;
        await clock.advance(60_000);
        await rule.look();
        rule.want(last);
        await rule.settled();
        const isDisabled = ['true', 'yes'].includes(rows[1]?.disabled ?? '');
        expect([rule.seen, isDisabled]).toEqual(last ? ['enabled', false] : ['disabled', true]);
        expect([rows[0]?.disabled, rows[2]?.disabled]).toEqual(['true', 'true']);
      }),
    );
  });
});
