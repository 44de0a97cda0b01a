import { asTransportError } from '@wanctl/core';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { PASSWORD, rawServer, transportTo } from './harness.js';

/** A server that writes those bytes in those pieces to whoever asks, and hangs up; the transport's outcome. */
async function outcomeOf(pieces: readonly Buffer[]): Promise<unknown> {
  const port = await rawServer((socket) => {
    socket.setNoDelay(true);
    socket.once('data', async () => {
      for (const piece of pieces) await new Promise((resolve) => void socket.write(piece, resolve));
      socket.end();
    });
  });
  const transport = transportTo(port);
  const outcome = await transport.read({ menu: 'queue/tree' }).catch(asTransportError);
  await transport.close();
  return outcome;
}

/** The bytes, cut at those places. */
function cut(bytes: Buffer, places: readonly number[]): Buffer[] {
  const ends = [...places.map((place) => place % bytes.length), bytes.length].sort((a, b) => a - b);
  return ends.map((end, index) => bytes.subarray(ends[index - 1] ?? 0, end));
}

const ROWS = [{ '.id': '*1', name: 'höher 𝄞' }];
const BODY = JSON.stringify(ROWS);
const GOOD = Buffer.from(
  `HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: ${Buffer.byteLength(BODY)}\r\n\r\n${BODY}`,
);

it('reads an answer that comes in any pieces as if it came whole', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.nat(), { maxLength: 12 }), async (places) => {
      expect(await outcomeOf(cut(GOOD, places))).toEqual(ROWS);
    }),
  );
});

it('gives rows or one line without the password, whatever bytes come, and never hangs', async () => {
  const edit = fc.record({ at: fc.nat(), junk: fc.uint8Array({ maxLength: 20 }), drop: fc.nat(40) });
  await fc.assert(
    fc.asyncProperty(fc.array(edit, { minLength: 1, maxLength: 3 }), async (edits) => {
      const bytes = edits.reduce((text, { at, junk, drop }) => {
        const place = at % (text.length + 1);
        return Buffer.concat([text.subarray(0, place), junk, text.subarray(place + drop)]);
      }, GOOD);
      const outcome = await outcomeOf([bytes]);
      if (Array.isArray(outcome)) return;
      expect(outcome).toMatchObject({ name: 'TransportError' });
      expect((outcome as Error).message).toMatch(/^[^\p{Cc}\p{Zl}\p{Zp}]{1,500}$/u);
      expect((outcome as Error).message).not.toContain(PASSWORD);
    }),
  );
});
