import { RuleSwitch, Telemetry } from '@wanctl/core';
import { ManualClock, MemoryTrustStore, RecordingLogger } from '@wanctl/core/testing';
import { type RouterSim, startRouterSim } from '@wanctl/router-sim';
import { RestTransport, RestTransportOptions } from '@wanctl/transport-rest';
import { SshTransport, SshTransportOptions } from '@wanctl/transport-ssh';
import { describe, expect, it, onTestFinished } from 'vitest';

const MENU = 'ip/firewall/mangle';
const USER = { name: 'ctl', password: 'geheim', policies: ['read', 'write', 'rest-api', 'ssh'] as const };
const LOGIN = { host: '127.0.0.1', user: USER.name, password: USER.password };

type Services = [ManualClock, MemoryTrustStore, RecordingLogger];

const WAYS = [
  {
    way: 'REST',
    toggle: { method: 'PATCH' },
    connect: (sim: RouterSim, ...services: Services) => {
      const port = Number(new URL(sim.httpsUrl).port);
      return new RestTransport(
        Object.assign(new RestTransportOptions(), { ...LOGIN, port, verify_ssl: false }),
        ...services,
      );
    },
  },
  {
    way: 'SSH',
    toggle: { method: 'EXEC', path: /disabled="/ },
    connect: (sim: RouterSim, ...services: Services) =>
      new SshTransport(
        Object.assign(new SshTransportOptions(), { ...LOGIN, port: sim.sshPort }),
        ...services,
      ),
  },
];

describe.each(WAYS)('a rule over $way', ({ connect, toggle }) => {
  async function setUp(comment: string) {
    const sim = await startRouterSim({ users: [USER] });
    const clock = new ManualClock();
    const logger = new RecordingLogger();
    const transport = connect(sim, clock, new MemoryTrustStore(), logger);
    onTestFinished(async () => {
      await transport.close();
      await sim.close();
    });
    for (const text of [`${comment}.`, comment, `x${comment}`]) {
      sim.add(MENU, { chain: 'prerouting', action: 'mark-routing', comment: text });
    }
    const rule = new RuleSwitch({ comment, transport, clock, logger, telemetry: new Telemetry() });
    const flags = () => sim.rows(MENU).map((row) => row['disabled'] === 'true');
    return { sim, clock, rule, flags };
  }

  it.each(['ADAPTIVE: steer (new connections)', 'a "quoted" $name; [find] \\', '^.*$', 'Lenkung ↓ 🚀', '10'])(
    'is found by the comment %j, disabled and enabled again',
    async (comment) => {
      const { rule, flags } = await setUp(comment);
      expect(await rule.look()).toBe('enabled');
      for (const enabled of [false, true]) {
        rule.want(enabled);
        await rule.settled();
        expect(rule.seen).toBe(enabled ? 'enabled' : 'disabled');
        expect(flags()).toEqual([false, !enabled, false]);
      }
    },
  );

  it.each([true, false])('whose change lost its answer, applied: %s, is read back first', async (applied) => {
    const { sim, clock, rule, flags } = await setUp('steer');
    await rule.look();
    const fault = sim.fail(toggle, { kind: 'reset', applied });
    rule.want(false);
    await rule.settled();
    fault.remove();
    expect([rule.seen, rule.behind]).toEqual(['unknown', true]);
    const before = sim.requests.length;
    await clock.advance(3000);
    expect(await rule.look()).toBe('disabled');
    expect(flags()).toEqual([false, true, false]);
    expect(sim.requests.length - before).toBe(applied ? 1 : 3);
  });
});
