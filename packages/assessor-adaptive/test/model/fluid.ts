/** Length of a step, ms. */
export const STEP_MS = 5;
/** A full packet, bytes. */
export const PACKET = 1514;

/** Bytes of one flow that travel together; a probe has none. */
export interface Chunk {
  readonly flow: number;
  bytes: number;
  readonly sentMs: number;
  enteredMs: number;
}

/** Numbers from 0 to 1, the same ones for the same seed (mulberry32). */
export function seeded(seed: number): () => number {
  let a = seed;
  return () => {
    a = (a + 0x6d2b79f5) | 0;
    let t = Math.imul(a ^ (a >>> 15), 1 | a);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

/** Things that happen later, in order of time. */
export function agenda() {
  let entries: { atMs: number; run: (atMs: number) => void }[] = [];
  return {
    at(atMs: number, run: (atMs: number) => void) {
      const place = entries.findLastIndex((entry) => entry.atMs <= atMs);
      entries.splice(place + 1, 0, { atMs, run });
    },
    runUntil(nowMs: number) {
      while ((entries[0]?.atMs ?? Number.POSITIVE_INFINITY) <= nowMs) {
        const [due, ...rest] = entries;
        entries = rest;
        due?.run(due.atMs);
      }
    },
  };
}
