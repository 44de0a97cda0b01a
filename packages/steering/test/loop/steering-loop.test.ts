import { describe, expect, it } from 'vitest';
import { DEFAULT_CONFIDENCE } from '../../src/index.js';
import { CALM, House, newRouter, RED, RULES } from '../house.js';

const MANGLE = 'ip/firewall/mangle';

async function started(parts?: ConstructorParameters<typeof House>[0]): Promise<House> {
  const house = new House(parts);
  await house.loop.start();
  return house;
}

async function degraded(parts?: ConstructorParameters<typeof House>[0]): Promise<House> {
  const house = await started(parts);
  await house.tell(RED, 4);
  return house;
}

/** Toggles a rule as an administrator would. */
function toggle(house: House, comment: string, disabled: 'yes' | 'no'): void {
  for (const row of house.router.menus[MANGLE] ?? []) {
    if (row['comment'] === comment) row['disabled'] = disabled;
  }
}

describe('a congested primary', () => {
  it('sends new connections to the first alternate and back, with one write each', async () => {
    const house = await started();
    await house.tell(CALM, 2);
    await house.tell(RED, 4);
    expect(house.enabled).toEqual([RULES.wan2]);
    expect(house.saved).toBe('WAN1_DEGRADED');
    await house.tell(CALM, 30);
    expect(house.enabled).toEqual([]);
    expect(house.saved).toBe('WAN1_GOOD');
    expect(house.router.calls.filter((call) => call.startsWith('set'))).toEqual([
      'set *2 disabled=no',
      'set *2 disabled=yes',
    ]);
    expect(house.told.map(({ on, wanted, reason }) => `${on} ${wanted} ${reason.code}`)).toEqual([
      'wan1 wan1 hold',
      'wan1 wan2 away',
      'wan2 wan2 hold',
      'wan2 wan1 back',
      'wan1 wan1 hold',
    ]);
  });

  it('is told in the log as the original program did', async () => {
    const house = await degraded();
    await house.tell(CALM, 30);
    expect(house.lines('rtt=').slice(0, 2)).toEqual([
      'info [WAN1_GOOD] rtt=176.0ms ewma=176.0ms drops=0 q=90 | congestion=GREEN',
      'info [WAN1_GOOD] rtt=176.0ms ewma=176.0ms drops=5 q=90 | congestion=YELLOW',
    ]);
    expect(house.lines('wan1 ')).toEqual([
      'warn wan1 is degraded, steering to wan2: RED, 176.0 ms over the baseline, 5 drops, 90 packets queued',
      expect.stringMatching(/^info wan1 has recovered: GREEN, /),
    ]);
    expect(house.lines('->')).toEqual([
      'info WAN1_GOOD -> WAN1_DEGRADED: new connections go over wan2',
      'info WAN1_DEGRADED -> WAN1_GOOD: new connections go over wan1',
    ]);
  });

  it('sends them to the next alternate when the first suffers too', async () => {
    const house = await started();
    house.tellOf('wan2', { zone: 'RED' });
    await house.tell(RED, 4);
    expect(house.enabled).toEqual([RULES.wan3]);
    expect(house.store.documents.get('steering')).toMatchObject({ steered_to: 'wan3' });
  });

  it('keeps them, and says why, when all suffer', async () => {
    const house = await started();
    house.tellOf('wan2', { zone: 'RED' });
    house.tellOf('wan3', { zone: 'RED' });
    house.measure('wan3', 'collapsed');
    await house.tell(RED, 4);
    expect(house.enabled).toEqual([]);
    expect(house.lines('new connections stay')).toEqual([
      expect.stringContaining('stay on wan1: wan2 is RED too, wan3 answers no probe; wan1: RED, '),
    ]);
    expect(house.loop.health()).toMatchObject({ state: 'WAN1_GOOD', reason: { code: 'no-alternate' } });
  });

  it('that answers no probe is left', async () => {
    const house = await started();
    await house.tell(CALM);
    house.measure('wan1', 'collapsed');
    await house.tell({}, 4);
    expect(house.enabled).toEqual([RULES.wan2]);
    expect(house.loop.health()).toMatchObject({ primary: { measurement: 'collapsed' } });
  });
});

describe('the router', () => {
  it('is asked nothing while nothing changes, but looked at every half minute', async () => {
    const house = await started();
    await house.tell(CALM, 75);
    expect(house.router.calls).toEqual(Array(2 * (1 + 5)).fill(`read ${MANGLE}`));
  });

  it('that hangs does not hold up a tick, and gets the newest wish', async () => {
    const house = await started();
    await house.tell(CALM);
    let open = () => {};
    const gate = new Promise<void>((resolve) => {
      open = resolve;
    });
    house.router.gate = () => gate;
    await house.tell(RED, 3);
    await house.tell(CALM, 30);
    expect(house.lines('rtt=').length).toBe(34);
    house.router.gate = null;
    open();
    await house.tell(CALM, 2);
    expect(house.enabled).toEqual([]);
    expect(house.saved).toBe('WAN1_GOOD');
  });

  it('that is gone while DEGRADED is waited for, and brought up to date when it is back', async () => {
    const house = await degraded();
    house.router.fault = { kind: 'unreachable' };
    await house.tell(CALM, 60);
    expect(house.loop.health()).toMatchObject({
      ...{ state: 'WAN1_DEGRADED', on: 'wan2', wanted: 'wan1' },
      faults: { failures: expect.any(Number), last: { kind: 'unreachable' } },
    });
    expect(house.loop.health().faults.failures).toBeGreaterThan(1);
    expect(house.saved).toBe('WAN1_DEGRADED');
    expect(house.lines('unreachable')).toHaveLength(Object.keys(RULES).length);
    house.router.fault = null;
    await house.tell(CALM, 20);
    expect(house.enabled).toEqual([]);
    expect(house.saved).toBe('WAN1_GOOD');
  });

  it('that has done it although its answer was lost is asked once only', async () => {
    const house = await started();
    await house.tell(CALM);
    house.router.gate = async () => {
      const isWrite = house.router.calls.at(-1)?.startsWith('set');
      house.router.fault = isWrite ? { kind: 'timeout', applies: true } : null;
    };
    await house.tell(RED, 10);
    expect(house.enabled).toEqual([RULES.wan2]);
    expect(house.router.calls.filter((call) => call.startsWith('set'))).toEqual(['set *2 disabled=no']);
    expect(house.saved).toBe('WAN1_DEGRADED');
  });

  it.each([
    ['missing', [], 'the router has no mangle rule'],
    ['ambiguous', [RULES.wan2, RULES.wan2], 'the router has 2 mangle rules'],
  ])('whose rule is %s is told of once, and steered to another', async (state, comments, line) => {
    const router = newRouter();
    const others = router.menus[MANGLE]?.filter((row) => row['comment'] !== RULES.wan2) ?? [];
    const twins = comments.map((comment, index) => ({ '.id': `*9${index}`, comment, disabled: 'yes' }));
    router.menus[MANGLE] = [...others, ...twins];
    const house = await degraded({ router });
    await house.tell(RED, 60);
    expect(house.enabled).toEqual([RULES.wan3]);
    expect(house.loop.health()).toMatchObject({ alternates: [{ rule: state }, { rule: 'enabled' }] });
    expect(house.lines(line)).toHaveLength(1);
  });

  it('whose rule somebody else disables is followed and not fought', async () => {
    const house = await degraded();
    toggle(house, RULES.wan2, 'yes');
    await house.tell(RED, 200);
    expect(house.enabled).toEqual([]);
    expect(house.saved).toBe('WAN1_GOOD');
    expect(house.lines('somebody else has disabled')).toHaveLength(1);
    expect(house.loop.health()).toMatchObject({ reason: { code: 'left-alone' } });
  });

  it('whose rule somebody else enables is followed and not fought', async () => {
    const house = await started();
    await house.tell(CALM);
    toggle(house, RULES.wan3, 'no');
    await house.tell(CALM, 200);
    expect(house.enabled).toEqual([RULES.wan3]);
    expect(house.loop.health()).toMatchObject({ state: 'WAN1_DEGRADED', on: 'wan3' });
    await house.tell(CALM, 200);
    expect(house.enabled).toEqual([]);
  });
});

it('leaves a second rule that somebody else enables alone, and disables it later', async () => {
  const house = await degraded();
  toggle(house, RULES.wan3, 'no');
  await house.tell(RED, 200);
  expect(house.enabled).toEqual([RULES.wan2, RULES.wan3]);
  await house.tell(RED, 150);
  expect(house.enabled).toEqual([RULES.wan2]);
  expect(house.saved).toBe('WAN1_DEGRADED');
});

it('steers by confidence in a dry run without a word to the router', async () => {
  const settings = { judge: 'confidence', confidence: DEFAULT_CONFIDENCE, dryRun: true } as const;
  const house = await started({ settings });
  await house.tell(CALM, 2);
  await house.tell(RED, 8);
  await house.tell(CALM, 40);
  expect(house.router.calls).toEqual([]);
  expect(house.lines('dry run')).toEqual([
    `info dry run: would enable rule "${RULES.wan2}"`,
    `info dry run: would disable rule "${RULES.wan2}"`,
  ]);
});

it('goes by monotonic time when the calendar jumps', async () => {
  const house = await degraded();
  house.clock.setWall(new Date('2031-05-05T00:00:00Z'));
  await house.tell(CALM, 16);
  expect(house.saved).toBe('WAN1_DEGRADED');
  house.clock.setWall(new Date('2020-01-01T00:00:00Z'));
  await house.tell(CALM, 20);
  expect(house.saved).toBe('WAN1_GOOD');
});

it('saves in the shape of existing files, and keeps what others wrote there', async () => {
  const house = new House();
  house.store.documents.set('steering', {
    current_state: 'SPECTRUM_GOOD',
    transitions: [{ timestamp: 'then', from: 'SPECTRUM_DEGRADED', to: 'SPECTRUM_GOOD' }],
    extra_key: { kept: true },
  });
  await house.loop.start();
  await house.tell(RED, 4);
  await house.loop.stop();
  expect(house.store.documents.get('steering')).toMatchObject({
    current_state: 'WAN1_DEGRADED',
    extra_key: { kept: true },
    transitions: [
      { timestamp: 'then' },
      { from: 'WAN1_GOOD', to: 'WAN1_DEGRADED', bad_count: 0, good_count: 0 },
    ],
    last_transition_time: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:]{8}\.\d{6}$/),
    history_rtt: [200, 200, 200, 200],
    cake_drops_history: [0, 5, 5, 5],
  });
});

it('forgets all and disables the rules when it is reset', async () => {
  const house = await degraded();
  await house.loop.stop();
  const again = new House({ router: house.router, store: house.store });
  await again.loop.reset();
  expect(again.enabled).toEqual([]);
  expect(again.store.documents.get('steering')).toMatchObject({
    current_state: 'WAN1_GOOD',
    baseline_rtt: null,
    transitions: [],
  });
});
