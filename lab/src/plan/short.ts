/** Two minutes that show that the lab works: without control it has to report bufferbloat, with control less. */
export const SHORT = {
  selfTest: true,
  laws: ['off', 'zones-50ms', 'oracle'],
  scenarios: [{ series: 'steps', seconds: 30 }],
};
