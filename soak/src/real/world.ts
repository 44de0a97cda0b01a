// The simulated router and the lines of the WANs that are named as arguments, as a program: what it takes is not the daemon's.
import { type ArmedFault, startRouterSim } from '@wanctl/router-sim';
import { simulatedLines } from '@wanctl/testbed/lines';
import { inSandbox } from '@wanctl/testbed/sandbox';
import { tunLines } from '@wanctl/testbed/tun-lines';
import { eveningAt } from '../evening.js';
import { DIRECTIONS, queueOf, type WanSections } from '../wan-file.js';

/** What the file of each WAN says of this world. */
export type WorldSections = readonly (Omit<WanSections, 'controller'> & { readonly wan: string })[];

const CHANGE_MS = 250;
/** Each is probed so often, ms: 20 probes/s. */
const REFLECTORS = 4;
const PROBE_INTERVAL_MS = 200;
const LOGIN = { name: 'wanctl', password: 'soak' };
const CAPACITIES = { download: { capacityBps: 100e6 }, upload: { capacityBps: 20e6 } };

const wans = process.argv.slice(2);
const router = await startRouterSim({
  latency: 'chr',
  users: [{ ...LOGIN, policies: ['read', 'write', 'rest-api'] }],
  wans: wans.map((name) => ({
    ...{ name, ...CAPACITIES, reflectors: REFLECTORS },
    queues: { download: queueOf(name, 'download'), upload: queueOf(name, 'upload') },
  })),
});
router.add('queue/type', { name: 'cake', kind: 'cake' });
for (const wan of wans) {
  for (const direction of DIRECTIONS) {
    router.add('queue/tree', { name: queueOf(wan, direction), parent: 'global', queue: 'cake' });
  }
}
const lines = inSandbox ? await tunLines(wans, REFLECTORS) : simulatedLines(router);
let illness: ArmedFault | null = null;
setInterval(change, CHANGE_MS);
process.once('disconnect', () => process.exit());
const { hostname, port } = new URL(router.httpsUrl);
const sections: WorldSections = wans.map((wan) => ({
  wan,
  router: {
    ...{ host: hostname, port: Number(port), scheme: 'https', transport: 'rest' },
    ...{ user: LOGIN.name, password: LOGIN.password, ssh_key: '', tls_fingerprint: router.certificateSha256 },
  },
  plugins: lines.plugins,
  probe: { ...lines.probeOf(wan), interval_ms: PROBE_INTERVAL_MS },
}));
process.send?.(sections);

/** Makes the world what it is at this moment of the evening. */
function change(): void {
  const nowMs = performance.now();
  wans.forEach((wan, index) => {
    const { rttMs, demandBps, isOut } = eveningAt(nowMs, index);
    lines.set(wan, { rttMs, silent: isOut ? REFLECTORS : 0 });
    const link = router.wans.get(wan)?.link;
    if (link) link.download.demandBps = demandBps;
  });
  const { isRouterIll } = eveningAt(nowMs, 0);
  if (isRouterIll) illness ??= router.fail({}, { kind: 'status', status: 500, body: {} });
  else if (illness) {
    illness.remove();
    illness = null;
  }
}
