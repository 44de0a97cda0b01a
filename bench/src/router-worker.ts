// The simulated router in a thread of its own, so that its work does not count as the daemon's.
import { parentPort, workerData } from 'node:worker_threads';
import { type LATENCY_PRESETS, startRouterSim } from '@wanctl/router-sim';

const { latency } = workerData as { latency: keyof typeof LATENCY_PRESETS };
const router = await startRouterSim({
  latency,
  users: [{ name: 'wanctl', password: 'bench', policies: ['read', 'write', 'rest-api', 'ssh', 'api'] }],
});
for (const name of ['Down', 'Up']) router.add('queue/tree', { name, parent: 'global', 'max-limit': '1G' });
router.onRequest(({ tookMs }) => parentPort?.postMessage({ tookMs }));
const { httpsUrl, sshPort, apiSslPort } = router;
parentPort?.postMessage({ httpsPort: Number(new URL(httpsUrl).port), sshPort, apiSslPort });
