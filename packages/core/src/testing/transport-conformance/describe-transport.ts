import { testChanges, testCommands } from './changes.js';
import { CONNECTION_FAULTS, testClose, testFault } from './faults.js';
import { QUEUES } from './fixture.js';
import { testReads } from './reads.js';
import type { Suite, TestRunner, TransportConformance } from './under-test.js';

/**
 * Checks that a transport keeps the `Transport` contract, with tests that it defines in the given runner. Each
 * test opens a transport and a router of its own:
 *
 *     import { describe, expect, it } from 'vitest';
 *     describeTransport('MyTransport', { open, secrets: [PASSWORD] }, { describe, it, expect });
 */
export function describeTransport(
  name: string,
  conformance: TransportConformance,
  { describe, it, expect }: TestRunner,
): void {
  const { open, lacks = [] } = conformance;
  const suite: Suite = {
    ...conformance,
    expect,
    has: (what) => !lacks.includes(what),
    test: (title, body) =>
      it(title, async () => {
        const bench = await open(QUEUES);
        await body(bench).finally(() => bench.close());
      }),
  };
  describe(`${name}: the contract of a transport`, () => {
    describe('read', () => testReads(suite));
    describe('apply', () => testChanges(suite));
    if (suite.has('commands')) describe('run', () => testCommands(suite));
    for (const [fault, kind] of CONNECTION_FAULTS) {
      if (suite.has(fault)) describe(fault, () => testFault(suite, fault, kind));
    }
    describe('close', () => testClose(suite));
  });
}
