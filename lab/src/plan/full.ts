const EVERY_LAW = [
  'adaptive',
  'zones-2s',
  'zones-50ms',
  'cake-autorate',
  'sqm-autorate',
  'static-min',
  'static-median',
  'oracle',
];

/** Every law on every kind of line, measured series included. Takes a day; the command line can make it shorter. */
export const fullPlan = (measured: readonly string[]) => ({
  laws: EVERY_LAW,
  repeat: 3,
  scenarios: [
    ...['steps', 'ramps', 'steady', 'lte', 'docsis', 'starlink', ...measured].flatMap((series) => [
      { series },
      { series, senders: 'bbr' },
    ]),
    { series: 'starlink', jitterMs: 10 },
    { series: 'lte', load: 'upload' },
    { series: 'steps', load: 'upload' },
    { series: 'steps', load: 'both' },
    { series: 'docsis', load: 'both' },
    ...[10, 45, 100].map((baseRttMs) => ({ series: 'steps', baseRttMs })),
    ...['bursty', 'light', 'idle'].map((demand) => ({ series: 'lte', demand })),
    { series: 'steady', demand: 'idle', lateReflectors: true },
    { series: 'steady', jitterMs: 20 },
    { series: 'steady', demand: 'idle', jitterMs: 40 },
  ],
});
