/** Two minutes that show that the lab works: without control it has to report bufferbloat, with control less. */
export const SHORT = {
  laws: ['off', 'zones-50ms', 'oracle'],
  scenarios: [
    {
      series: 'steps',
      seconds: 30,
      targets: [
        { figure: '>100 ms %', law: 'off', atLeast: 25 },
        // Less than this is a guest that does not get its turns.
        { figure: 'util %', law: 'off', atLeast: 90 },
        { figure: '>100 ms %', atMost: 0.5, of: 'off' },
      ],
    },
  ],
};
