import { benchRouter } from './router.js';
import { benchTick } from './tick.js';

const BENCHES: Readonly<Record<string, () => Promise<void>>> = {
  tick: benchTick,
  router: benchRouter,
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
