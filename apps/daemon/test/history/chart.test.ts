import { expect, it } from 'vitest';
import { chart } from '../../src/history/chart.js';

it('draws a second series in dots behind the first, and nothing where a value is missing', () => {
  expect(chart([10, 10, 0, 0, null, 10], [10, 5, 5, null, 5, 10]).join('\n')).toBe(`\
      10 ┼─╮  ·─
       8 ┤·│  ·
       6 ┤·│· ·
       4 ┤ │
       2 ┤ │
       0 ┤ ╰──`);
});
