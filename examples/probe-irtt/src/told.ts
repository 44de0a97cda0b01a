import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';

/** What a line of `irtt client` tells. */
export type Told =
  /** A test begins; its packets count from 0. */
  | { readonly kind: 'connected' }
  /** The server wants more time between two packets than asked for, ms. */
  | { readonly kind: 'interval'; readonly intervalMs: number }
  | Answer;

/** An answer to one packet; times in ms. */
export interface Answer {
  readonly kind: 'answer';
  readonly sequence: number;
  readonly rttMs: number;
  /** As in a sample; absent when irtt does not tell, or not exactly. */
  readonly oneWayMs?: { readonly download: number; readonly upload: number };
}

const ANSWER = /^seq=(\d{1,15}) rtt=(\S+)(?: rd=(\S+) sd=(\S+))? ipdv=\S+(?: \(LATE\))?$/;
const INTERVAL = /^\[.+\] \[ServerRestriction\] server increased interval from \S+ to (\S+)$/;
const CONNECTED = /^\[.+\] \[Connected\] /;
/** From here on irtt prints hundredths of a second, too coarse for the changes that count. */
const COARSE_MS = 1000;

/** Hands on what output tells, line by line, wherever it is cut. */
export function hearOutput(output: Readable, hear: (told: Told) => void): void {
  createInterface({ input: output }).on('line', (line) => {
    const told = parseLine(line);
    if (told !== null) hear(told);
  });
}

/**
 * What a line of output of irtt 0.9.0 tells, null for any other. An answer is, for instance,
 * `seq=4 rtt=53.15ms rd=441µs sd=52.71ms ipdv=1.82ms`, with the delays of receiving and of sending; one that others
 * have overtaken ends in `(LATE)`; a second answer to one packet is a line of another form.
 */
export function parseLine(line: string): Told | null {
  if (CONNECTED.test(line)) return { kind: 'connected' };
  const intervalMs = parseDuration(INTERVAL.exec(line)?.[1]);
  if (intervalMs !== null && intervalMs > 0) return { kind: 'interval', intervalMs };
  const [, sequence, rtt, received, sent] = ANSWER.exec(line) ?? [];
  const [rttMs, download, upload] = [parseDuration(rtt), parseDuration(received), parseDuration(sent)];
  if (rttMs === null || rttMs < 0) return null;
  const answer = { kind: 'answer', sequence: Number(sequence), rttMs } as const;
  const isExact = isFine(download) && isFine(upload);
  return isExact ? { ...answer, oneWayMs: { download, upload } } : answer;
}

function isFine(delayMs: number | null): delayMs is number {
  return delayMs !== null && Math.abs(delayMs) < COARSE_MS;
}

const UNIT_MS: Readonly<Record<string, number>> = {
  ...{ ns: 1e-6, µs: 1e-3, ms: 1, s: 1000, m: 60_000, h: 3_600_000 },
};
const DURATION = /^-?(?:\d{1,9}(?:\.\d{1,9})?(?:ns|µs|ms|s|m|h))+$/;

/** A duration as Go prints it (`time.Duration.String`), e.g. `-1m2.5s`, in ms; null when it is none. */
function parseDuration(text: string | undefined): number | null {
  if (text === undefined || !DURATION.test(text)) return null;
  const parts = [...text.matchAll(/([\d.]+)(\D+)/g)];
  const sumMs = parts.reduce((sum, [, count, unit = '']) => sum + Number(count) * (UNIT_MS[unit] ?? 0), 0);
  return text.startsWith('-') ? -sumMs : sumMs;
}
