const ADAPTIVE = { law: 'adaptive' };
const PEER = { ...ADAPTIVE, of: 'cake-autorate' };

/** On a line that varies: half of the time over 100 ms, less delay, no less use. */
const VARYING = [
  { figure: '>100 ms %', ...PEER, atMost: 0.5 },
  { figure: 'mean ms', ...PEER, atMost: 1 },
  { figure: 'util %', ...PEER, atLeast: 1 },
];

/**
 * What the law `adaptive` is to reach, against cake-autorate where it is a matter of comparison; measured series
 * included. With five of these three hours and a quarter, one hour of it idle, and one loaded that the flash has to bear.
 */
export const targetsPlan = (measured: readonly string[]) => ({
  laws: ['adaptive', 'cake-autorate'],
  repeat: 3,
  scenarios: [
    {
      series: 'step',
      baseRttMs: 40,
      targets: [
        { figure: 'first cut ms', ...ADAPTIVE, atMost: 300 },
        { figure: 'below ms', ...ADAPTIVE, atMost: 700 },
        { figure: 'peak ms', ...ADAPTIVE, atMost: 600 },
        { figure: 'mean ms', ...PEER, atMost: 1 },
      ],
    },
    {
      series: 'steady',
      targets: [
        { figure: 'util %', ...ADAPTIVE, atLeast: 93 },
        { figure: 'p95', ...ADAPTIVE, atMost: 30 },
        { figure: 'needless cuts', ...ADAPTIVE, atMost: 0 },
        { figure: 'mean ms', ...PEER, atMost: 1 },
        // Half of what the script needs at the same rate of probes, 9 to 10 % of such a core.
        { figure: 'CPU %', ...ADAPTIVE, atMost: 4.5 },
      ],
    },
    {
      series: 'docsis',
      lineJitterMs: 10,
      targets: [
        { figure: 'p99', ...ADAPTIVE, atMost: 90 },
        { figure: 'util %', ...ADAPTIVE, atLeast: 90 },
        { figure: 'mean ms', ...PEER, atMost: 1 },
      ],
    },
    { series: 'lte', targets: VARYING },
    ...measured.map((series) => ({ series, targets: VARYING })),
    { series: 'lte', load: 'both', targets: [{ figure: 'wrong cuts %', ...PEER, atMost: 1 }, ...VARYING] },
    { series: 'starlink', targets: VARYING },
    {
      series: 'lte',
      demand: 'bursty',
      seconds: 3600,
      laws: ['adaptive'],
      repeat: 1,
      // The budget of core's `write-budget.ts`.
      targets: [{ figure: 'writes/h', ...ADAPTIVE, atMost: 5400 }],
    },
    {
      series: 'steady',
      demand: 'idle',
      jitterMs: 100,
      seconds: 3600,
      laws: ['adaptive'],
      repeat: 1,
      targets: [{ figure: 'least limit %', ...ADAPTIVE, atLeast: 100 }],
    },
  ],
});
