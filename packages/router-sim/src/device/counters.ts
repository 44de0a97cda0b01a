/** What a queue has counted. Bytes and packets are cumulative; the other figures are of this moment. */
export interface Counters {
  bytes: number;
  packets: number;
  queuedBytes: number;
  queuedPackets: number;
  rateBps: number;
  packetRate: number;
}

/** Mean packet size of a production queue's counters, bytes (28 192 979 120 bytes in 25 350 209 packets). */
const MEAN_PACKET_BYTES = 1112;

/** Counters of a queue that nothing has passed yet. */
export function zeroCounters(): Counters {
  return { bytes: 0, packets: 0, queuedBytes: 0, queuedPackets: 0, rateBps: 0, packetRate: 0 };
}

/**
 * Counts what passed during `dtMs`, and what stands in the queue now. Rates are smoothed over `windowMs`: RouterOS
 * does so over about a second; the manuals do not say how.
 */
export function count(
  counters: Counters,
  passedBytes: number,
  queuedBytes: number,
  dtMs: number,
  windowMs: number,
): void {
  const weight = 1 - Math.exp(-dtMs / windowMs);
  const rateBps = (passedBytes * 8000) / dtMs;
  counters.bytes += passedBytes;
  counters.packets += passedBytes / MEAN_PACKET_BYTES;
  counters.queuedBytes = queuedBytes;
  counters.queuedPackets = queuedBytes / MEAN_PACKET_BYTES;
  counters.rateBps += weight * (rateBps - counters.rateBps);
  counters.packetRate = counters.rateBps / 8 / MEAN_PACKET_BYTES;
}
