// Shows what a law makes of recorded round-trip times: node law-over-csv.js recording.csv
// Columns: t_ms, and rtt_1, rtt_2, ... in ms, empty for no answer.
import { createReadStream } from 'node:fs';
import adaptive from '@wanctl/assessor-adaptive';
import { createContainer, LINE, provide, resolve } from '@wanctl/core';
import { parse } from 'csv-parse';

const [file = ''] = process.argv.slice(2);
const container = createContainer();
provide(container, LINE, {
  ...{ wanName: 'wan1', intervalMs: 50, baselineRttMs: 20, reflectors: ['rtt_1', 'rtt_2'] },
  queues: { download: 'Down', upload: 'Up' },
  bounds: {
    download: { floorBps: 10e6, ceilingBps: 100e6 },
    upload: { floorBps: 2e6, ceilingBps: 20e6 },
  },
});
const law = adaptive.create({ resolve: (token) => resolve(container, token) }, {});

let state = law.initial();
let sequence = 0;
for await (const { t_ms, ...answers } of createReadStream(file).pipe(parse({ columns: true }))) {
  const nowMs = Number(t_ms);
  const rtt = Object.entries(answers).map(([source, text]) => ({
    ...{ kind: /** @type {const} */ ('rtt'), source, sequence: sequence++, sentAtMs: nowMs },
    rttMs: text === '' ? null : Number(text),
  }));
  const unknown = { counters: { download: [], upload: [] }, acceptedBps: { download: null, upload: null } };
  const turn = law.assess(state, { nowMs, rtt, pending: [], ...unknown });
  state = turn.state;
  if (!turn.assessment) continue;
  const { zone, rateBps, reason } = turn.assessment.download;
  console.log(`${nowMs} ms: ${zone}, ${rateBps / 1e6} Mbit/s (${reason.text})`);
}
