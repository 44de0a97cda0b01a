import { asTransportError } from '@wanctl/core';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { PASSWORD, sshServer, transportTo } from './harness.js';

const ROWS = [{ '.id': '*1', name: 'höher 𝄞' }];
const GOOD = Buffer.from(`${JSON.stringify(ROWS)}\r\n`);

/** A transport to a console that answers each command with the pieces that `say` gives. */
async function transportHearing(say: () => readonly Uint8Array[]) {
  const { port } = await sshServer((channel) => {
    // Each is a packet of its own.
    for (const piece of say()) channel.write(piece);
    channel.exit(0);
    channel.end();
  });
  return transportTo(port).transport;
}

it('reads an answer that comes in any pieces as if it came whole', async () => {
  let pieces: Buffer[] = [];
  const transport = await transportHearing(() => pieces);
  await fc.assert(
    fc.asyncProperty(fc.array(fc.nat(GOOD.length), { maxLength: 12 }), async (places) => {
      const ends = [...places, GOOD.length].sort((a, b) => a - b);
      pieces = ends.map((end, index) => GOOD.subarray(ends[index - 1] ?? 0, end));
      expect(await transport.read({ menu: 'queue/tree' })).toEqual(ROWS);
    }),
  );
});

it('gives rows or one line without the password, whatever bytes come', async () => {
  let bytes: Uint8Array = GOOD;
  const transport = await transportHearing(() => [bytes]);
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ minLength: 1 }), fc.nat(GOOD.length), async (junk, at) => {
      bytes = Buffer.concat([GOOD.subarray(0, at), junk, GOOD.subarray(at)]);
      const outcome = await transport.read({ menu: 'queue/tree' }).catch(asTransportError);
      if (!(outcome instanceof Error)) return;
      expect(outcome.message).toMatch(/^[^\p{Cc}\p{Zl}\p{Zp}]{1,400}$/u);
      expect(outcome.message).not.toContain(PASSWORD);
    }),
  );
});
