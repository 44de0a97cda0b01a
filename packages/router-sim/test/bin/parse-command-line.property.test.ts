import fc from 'fast-check';
import { expect, it } from 'vitest';
import { parseCommandLine } from '../../src/bin/parse-command-line.js';

const WORDS = [
  '--https-port',
  '--http-port',
  '--ssh-port',
  '--seed',
  '--wan',
  '--latency',
  '--user',
  '--',
  '--help',
  '-x',
];
const VALUES = [
  'cable:down:up:100M/20M',
  'a:b:c:0/0',
  `a:b:c:${'9'.repeat(400)}G/1M`,
  '-1',
  '1e3',
  '',
  'chr',
  'constructor',
];
const word = fc.oneof(
  fc.constantFrom(...WORDS),
  fc.constantFrom(...VALUES),
  fc.string({ unit: 'binary-ascii' }),
);

it('of any words gives options within their ranges, or one line that says what is wrong', () => {
  fc.assert(
    fc.property(fc.array(word, { maxLength: 6 }), (words) => {
      try {
        const { httpsPort = 0, sshPort = 0, wans = [] } = parseCommandLine(words) ?? {};
        for (const port of [httpsPort, sshPort]) expect(port >= 0 && port <= 65_535).toBe(true);
        for (const { download, upload } of wans) {
          for (const { capacityBps } of [download, upload])
            expect(capacityBps > 0 && Number.isFinite(capacityBps)).toBe(true);
        }
      } catch (error) {
        expect((error as Error).message).toMatch(/^[^\p{Cc}\p{Zl}\p{Zp}]+$/u);
      }
    }),
  );
});
