import { Telemetry } from '@wanctl/core';

const RECORDS = 2_000_000;
const MARKS = 2000;
/** Two WANs at 20 ticks/s and 20 probes/s each, all stages at every tick, and a read of the router every 100 ms. */
const RECORDS_PER_SEC = 2 * 20 * 8 + 20;
/** Of the last minute, of both WANs and their router. */
const MARKS_PER_SEC = 3 / 15;
/** What the daemon may take, of one core. */
const BUDGET = 0.03;
const STAGES = [
  'measure.icmp socket',
  'sample-age',
  'event-loop-delay',
  'assess',
  'tick',
  'write',
  'persist',
];

/** What measuring itself costs: a record, a copy of all for the last minute, and both as a share of the CPU budget. */
export async function benchTelemetry(): Promise<void> {
  const telemetry = new Telemetry();
  const record = (turn: number) =>
    telemetry.record(STAGES[turn % STAGES.length] ?? '', 0.01 + (turn % 1000) / 50);
  const recordUs = timePerTurn(RECORDS, record);
  const markUs = timePerTurn(MARKS, () => telemetry.mark());
  const share = (RECORDS_PER_SEC * recordUs + MARKS_PER_SEC * markUs) / 1e6;
  console.log(
    `telemetry: ${recordUs.toFixed(3)} us a record, ${markUs.toFixed(0)} us a mark of ${STAGES.length} stages; ` +
      `2 WANs at 20 ticks/s: ${(share * 100).toFixed(4)} % of a core, ${((share / BUDGET) * 100).toFixed(2)} % of the daemon's budget`,
  );
}

function timePerTurn(turns: number, work: (turn: number) => void): number {
  for (let turn = 0; turn < turns / 10; turn += 1) work(turn);
  const startedMs = performance.now();
  for (let turn = 0; turn < turns; turn += 1) work(turn);
  return ((performance.now() - startedMs) / turns) * 1000;
}
