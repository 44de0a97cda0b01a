import { PACKET, STEP_MS } from './fluid.js';

/** How a bulk flow behaves. */
export interface Sender {
  /** Bytes to send in this step, given those under way. */
  allowance(nowMs: number, inflight: number): number;
  acked(nowMs: number, bytes: number, rttMs: number): void;
  lost(nowMs: number): void;
}

/** Loss-based: CUBIC with HyStart (RFC 9438). */
export function cubicSender(): Sender {
  let window = 10 * PACKET;
  let slowStart = true;
  let most = 0;
  let epochMs = 0;
  let reactedMs = Number.NEGATIVE_INFINITY;
  let leastRtt = Number.POSITIVE_INFINITY;
  let rtt = 100;
  const kS = () => Math.cbrt((most * 0.3) / PACKET / 0.4);
  return {
    allowance: (_nowMs, inflight) => Math.max(0, Math.min(window - inflight, (1.5 * window * STEP_MS) / rtt)),
    acked(nowMs, bytes, rttMs) {
      rtt += 0.2 * (rttMs - rtt);
      leastRtt = Math.min(leastRtt, rttMs);
      if (slowStart && rttMs > leastRtt + Math.min(16, Math.max(4, leastRtt / 8))) {
        slowStart = false;
        most = window;
        epochMs = nowMs - 1000 * kS();
      }
      if (slowStart) window += bytes;
      else {
        const target = most + 0.4 * PACKET * ((nowMs - epochMs) / 1000 - kS()) ** 3;
        const growth = Math.min(Math.max(target - window, 0), window / 2);
        window += (Math.max(growth, 0.5 * PACKET) * bytes) / window;
      }
    },
    lost(nowMs) {
      if (nowMs - reactedMs < rtt) return;
      reactedMs = nowMs;
      slowStart = false;
      most = window;
      window = Math.max(2 * PACKET, 0.7 * window);
      epochMs = nowMs;
    },
  };
}

const GAINS = [1.25, 0.75, 1, 1, 1, 1, 1, 1];

/** Model-based: BBR v1, which answers no loss and forgets a bandwidth only after ten round trips. */
export function bbrSender(): Sender {
  const rates: { atMs: number; rate: number }[] = [];
  const deliveries: { atMs: number; bytes: number }[] = [];
  let leastRtt = 100;
  let startup = true;
  let best = 0;
  let stalledRounds = 0;
  let roundMs = 0;
  const bandwidth = () => rates.reduce((most, { rate }) => Math.max(most, rate), (10 * PACKET) / 100);
  return {
    allowance(nowMs, inflight) {
      const bdp = bandwidth() * leastRtt;
      const gain = startup ? 2.89 : (GAINS[Math.floor(nowMs / leastRtt) % GAINS.length] ?? 1);
      const probingRtt = nowMs % 10_000 < 200 && nowMs > 10_000;
      const cap = probingRtt ? 4 * PACKET : Math.max(4 * PACKET, (startup ? 2.89 : 2) * bdp);
      return Math.max(0, Math.min(cap - inflight, gain * bandwidth() * STEP_MS));
    },
    acked(nowMs, bytes, rttMs) {
      leastRtt = Math.min(leastRtt, rttMs);
      deliveries.push({ atMs: nowMs, bytes });
      const spanMs = Math.max(leastRtt, 20);
      while ((deliveries[0]?.atMs ?? nowMs) <= nowMs - spanMs) deliveries.shift();
      const rate = deliveries.reduce((sum, delivery) => sum + delivery.bytes, 0) / spanMs;
      rates.push({ atMs: nowMs, rate });
      while ((rates[0]?.atMs ?? nowMs) < nowMs - 10 * rttMs) rates.shift();
      if (!startup || nowMs - roundMs < rttMs) return;
      roundMs = nowMs;
      stalledRounds = bandwidth() < 1.25 * best ? stalledRounds + 1 : 0;
      best = Math.max(best, bandwidth());
      startup = stalledRounds < 3;
    },
    lost() {},
  };
}
