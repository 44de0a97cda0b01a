import { connect } from 'node:net';
import type { FaultMatch, Fault as RouterFault, RouterSim, SimUser } from '@wanctl/router-sim';
import got from 'got';
import { LOGIN } from '../world/files.js';
import type { World } from '../world/world.js';
import type { Fault, Heal } from './fault.js';

/** More than a service of the router takes. */
const SESSIONS = 25;

/** What the router, or the way to it, does wrong. */
export const ROUTER_FAULTS: readonly Fault[] = [
  {
    name: 'router-reboots',
    holdMs: 0,
    strike({ router }, random) {
      const up = router.reboot({ downMs: random.between(500, 10_000), settleMs: random.between(0, 3000) });
      return () => up;
    },
  },
  requests('router-hangs', 20_000, { kind: 'hang' }),
  requests('answers-500', 8000, {
    kind: 'status',
    status: 500,
    body: { error: 500, message: 'Internal Server Error' },
  }),
  requests('resets-mid-answer', 8000, { kind: 'truncate' }),
  requests('half-open-sockets', 20_000, { kind: 'silent', applied: true }),
  requests('captive-portal', 8000, { kind: 'html' }),
  requests('answers-drip', 8000, { kind: 'drip', bytes: 20, everyMs: 100 }),
  requests('stale-answers', 8000, { kind: 'stale' }),
  requests('writes-without-effect', 8000, { kind: 'status', status: 200, body: {} }, { method: 'PATCH' }),
  requests('ssh-drops', 8000, { kind: 'reset', applied: true }, { method: 'EXEC' }),
  {
    name: 'password-refused',
    holdMs: 5000,
    strike: (world) => changeUser(world, { password: 'another' }),
  },
  {
    name: 'policy-revoked',
    holdMs: 5000,
    strike: (world) => changeUser(world, { policies: ['read', 'rest-api', 'ssh'] }),
  },
  {
    name: 'certificate-changes',
    holdMs: 8000,
    async strike({ router, certificate }) {
      await router.changeCertificate();
      resetConnections(router);
      return () => router.changeCertificate(certificate);
    },
  },
  {
    name: 'abort-damage',
    holdMs: 4000,
    async strike({ router }) {
      const slow = router.fail({ path: '/rest/system/identity', times: 1 }, { kind: 'delay', delayMs: 200 });
      const { name: username, password } = LOGIN;
      const gone = new AbortController();
      const options = { username, password, retry: { limit: 0 }, signal: gone.signal };
      const asking = got(`${router.httpUrl}/rest/system/identity`, options).catch(() => {});
      await slow.firstHit;
      gone.abort();
      await asking;
      return slow.remove;
    },
  },
  {
    name: 'sessions-taken',
    holdMs: 8000,
    strike({ router }) {
      resetConnections(router);
      const ports = [Number(new URL(router.httpsUrl).port), router.sshPort];
      const sockets = ports.flatMap((port) =>
        Array.from({ length: SESSIONS }, () => connect({ port, host: '127.0.0.1' }).on('error', () => {})),
      );
      return () => {
        for (const socket of sockets) socket.destroy();
      };
    },
  },
];

function requests(name: string, holdMs: number, fault: RouterFault, match: FaultMatch = {}): Fault {
  return { name, holdMs, strike: ({ router }) => router.fail(match, fault).remove };
}

function changeUser({ router }: World, change: Partial<SimUser>): Heal {
  const user = router.users.get(LOGIN.name);
  if (!user) throw new Error('the router has lost its user');
  router.users.set(user.name, { ...user, ...change });
  return () => void router.users.set(user.name, user);
}

/** Has whoever asks next connect anew. */
function resetConnections(router: RouterSim): void {
  router.fail({ times: 2 }, { kind: 'reset', applied: false });
}
