import { benchCake } from './cake.js';
import { benchDaemon } from './daemon.js';
import { benchMeasure } from './measure.js';
import { benchRouter } from './router.js';
import { benchSteering } from './steering.js';
import { benchTelemetry } from './telemetry.js';
import { benchTick } from './tick.js';

const BENCHES: Readonly<Record<string, () => Promise<void>>> = {
  tick: benchTick,
  router: benchRouter,
  measure: benchMeasure,
  cake: benchCake,
  daemon: benchDaemon,
  telemetry: benchTelemetry,
  steering: benchSteering,
};

const wanted = process.argv.slice(2);
const unknown = wanted.find((name) => !(name in BENCHES));
if (unknown !== undefined) {
  console.error(`bench: no "${unknown}"; there is: ${Object.keys(BENCHES).join(', ')}`);
  process.exit(2);
}
for (const [name, bench] of Object.entries(BENCHES)) {
  if (wanted.length === 0 || wanted.includes(name)) await bench();
}
