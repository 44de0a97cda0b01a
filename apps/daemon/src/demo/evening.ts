import type { WanLink } from '@wanctl/router-sim';

/** One scene of the demo: what happens on the line, and what a newcomer should look at. */
export interface Scene {
  /** Share of the whole evening at which it begins, 0 to 1. */
  readonly from: number;
  readonly title: string;
  readonly capacityMbps: number;
  /** What people at home pull, Mbit/s. */
  readonly demandMbps: number;
}

/** A scripted evening: idle, a large download, the line loses two thirds of its capacity, and gets it back. */
export const EVENING: readonly Scene[] = [
  { from: 0, title: 'A quiet evening: nobody downloads anything.', capacityMbps: 105, demandMbps: 1 },
  {
    from: 0.1,
    title: 'Somebody starts a large download. The line can carry it.',
    capacityMbps: 105,
    demandMbps: 1000,
  },
  {
    from: 0.28,
    title: 'The neighbours come home: the line now carries 35 Mbit/s only. Its buffer fills.',
    capacityMbps: 35,
    demandMbps: 1000,
  },
  {
    from: 0.62,
    title: 'The line carries 105 Mbit/s again. wanctl feels its way back up.',
    capacityMbps: 105,
    demandMbps: 1000,
  },
];

/** How long the evening takes when nobody says otherwise, ms. */
export const EVENING_MS = 75_000;

/** The scene at that share of the evening. */
export function sceneAt(share: number): Scene {
  const scene = EVENING.findLast(({ from }) => share >= from) ?? EVENING[0];
  if (!scene) throw new RangeError('the evening has no scene');
  return scene;
}

/** Makes the modelled line do what the scene says. */
export function play(scene: Scene, link: WanLink): void {
  link.download.capacityBps = scene.capacityMbps * 1e6;
  link.download.demandBps = scene.demandMbps * 1e6;
}
