import { reasonText } from '../health/reason-text.js';
import { EVENING_MS, play, sceneAt } from './evening.js';
import type { Moment, Write } from './picture.js';
import type { World } from './world.js';

/** Points of the picture per evening: about one per column of a terminal. */
const POINTS = 75;

/** Plays the evening on the line and keeps what happens. */
export interface Observer {
  /** One per point of time, oldest first. */
  readonly moments: readonly Moment[];
  readonly writes: readonly Write[];
  /** Moves the story on and looks; true when a new point of time has been added. */
  look(): boolean;
}

/** Watches a world for an evening of that length; it begins anew when it is over. */
export function observe({ link, router, daemon }: World, eveningMs: number = EVENING_MS): Observer {
  const startedMs = performance.now();
  const moments: Moment[] = [];
  const writes: Write[] = [];
  let zone: Moment['zone'] = 'GREEN';
  let reason = 'measuring';
  let worstRttMs = 0;
  let passedBytes = 0;
  daemon.events.on('tick', ({ assessment, observation }) => {
    if (!assessment) return;
    zone = assessment.download.zone;
    reason = reasonText(assessment.download.reason, observation.acceptedBps.download);
  });
  daemon.events.on('applied', ({ direction, rateBps, tookMs }) => {
    const text = `${direction} ${(rateBps / 1e6).toFixed(1)} Mbit/s, accepted in ${tookMs.toFixed(0)} ms`;
    writes.push({ atMs: performance.now() - startedMs, text });
  });
  const spacingMs = eveningMs / POINTS;
  return {
    moments,
    writes,
    look() {
      const atMs = performance.now() - startedMs;
      const scene = sceneAt((atMs % eveningMs) / eveningMs);
      play(scene, link);
      worstRttMs = Math.max(worstRttMs, link.rttMs());
      const lastMs = moments.at(-1)?.atMs ?? -spacingMs;
      if (atMs - lastMs < spacingMs) return false;
      const { maxLimitBps } = router.queue('WAN-Download');
      const delivered = link.download.passedBytes - passedBytes;
      moments.push({
        atMs,
        title: scene.title,
        rttMs: worstRttMs,
        capacityMbps: scene.capacityMbps,
        limitMbps: maxLimitBps / 1e6,
        deliveredMbps: (delivered * 8) / 1000 / (atMs - Math.max(0, lastMs)),
        zone,
        reason,
      });
      worstRttMs = 0;
      passedBytes = link.download.passedBytes;
      return true;
    },
  };
}
