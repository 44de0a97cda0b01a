import type { Direction } from '@wanctl/core';
import { cake } from './cake.js';
import { type agenda, STEP_MS } from './fluid.js';
import { ispBuffer } from './isp-buffer.js';
import type { Road } from './road.js';

/** Acknowledgements of a download, as flow of the upload. */
const ACKS = 1000;

/** One direction: bulk flows, the router's CAKE and the provider's buffer, in the order that they have there. */
export function pipe(
  direction: Direction,
  road: Road,
  startBps: number,
  baseRttMs: number,
  later: ReturnType<typeof agenda>,
) {
  const router = cake(startBps);
  const isp = ispBuffer(road.bufferBytes);
  const flows = Array.from({ length: road.flows }, () => ({ sender: road.sender(), inflight: 0 }));
  const probes = new Map<number, (atMs: number) => void>();
  const totals = { deliveredBytes: 0, possibleBytes: 0 };
  let probeNumber = 0;

  const lost = (flow: number, bytes: number, nowMs: number) => {
    const from = flows[flow];
    if (!from || bytes === 0) return;
    later.at(nowMs + baseRttMs, (atMs) => {
      from.inflight -= bytes;
      from.sender.lost(atMs);
    });
  };
  const arrived = (flow: number, bytes: number, sentMs: number, nowMs: number) => {
    totals.deliveredBytes += bytes;
    const from = flows[flow];
    if (!from) return;
    later.at(nowMs + baseRttMs, (atMs) => {
      from.inflight -= bytes;
      from.sender.acked(atMs, bytes, atMs - sentMs);
    });
  };
  const enter = (flow: number, bytes: number, sentMs: number, nowMs: number) => {
    const chunk = { flow, bytes, sentMs, enteredMs: nowMs };
    if (direction === 'upload') router.push(chunk, nowMs);
    else if (!isp.push(chunk, nowMs)) lost(flow, bytes, nowMs);
  };
  const serveRouter = (nowMs: number) => {
    router.serve(
      nowMs,
      ({ flow, bytes, sentMs }) => {
        if (direction === 'download') arrived(flow, bytes, sentMs, nowMs);
        else if (!isp.push({ flow, bytes, sentMs, enteredMs: nowMs }, nowMs)) lost(flow, bytes, nowMs);
      },
      (flow, bytes) => lost(flow, bytes, nowMs),
    );
  };
  const serveIsp = (nowMs: number) => {
    const capacityBps = road.capacityBps(nowMs);
    totals.possibleBytes += (capacityBps * STEP_MS) / 8000;
    isp.serve(capacityBps, nowMs, ({ flow, bytes, sentMs }, atMs) => {
      if (flow < 0) probes.get(flow)?.(atMs);
      else if (direction === 'upload') arrived(flow, bytes, sentMs, atMs);
      else router.push({ flow, bytes, sentMs, enteredMs: nowMs }, nowMs);
    });
  };

  return {
    router,
    totals,
    queuedInLineBytes: isp.queuedBytes,
    acknowledge: (bytes: number, nowMs: number) => enter(ACKS, bytes, nowMs, nowMs),
    probe(nowMs: number, exits: (atMs: number) => void) {
      probeNumber -= 1;
      const flow = probeNumber;
      const packetMs = (8000 * 1514) / router.shaper.limitBps;
      probes.set(flow, (atMs) => {
        probes.delete(flow);
        exits(atMs + (router.queuedBytes() > 1514 ? packetMs / 2 : 0));
      });
      isp.push({ flow, bytes: 0, sentMs: nowMs, enteredMs: nowMs }, nowMs);
    },
    step(nowMs: number) {
      flows.forEach(({ sender, inflight }, flow) => {
        const bytes = (road.sends?.(nowMs) ?? true) ? sender.allowance(nowMs, inflight) : 0;
        const from = flows[flow];
        if (bytes <= 0 || !from) return;
        from.inflight += bytes;
        enter(flow, bytes, nowMs, nowMs);
      });
      if (direction === 'download') serveIsp(nowMs);
      serveRouter(nowMs);
      if (direction === 'upload') serveIsp(nowMs);
    },
  };
}
