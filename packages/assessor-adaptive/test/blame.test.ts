import { describe, expect, it } from 'vitest';
import { judge } from '../src/blame.js';
import type { Directions } from '../src/judgement.js';
import { highMoment, LAWS, NOW_MS, polled } from './moments.js';
import { MBIT } from './scenes.js';

const STANDING = 30_000;

function verdict(directions: Directions, delay = {}) {
  const { code, cuts } = judge(directions, LAWS, highMoment(delay));
  return [code, ...Object.keys(cuts)];
}

describe('while the delay is high', () => {
  it('a download that the line starves is cut to what passes', () => {
    const directions = { download: polled('download', 12, 0), upload: polled('upload', 0.3, 0) };
    expect(judge(directions, LAWS, highMoment()).cuts).toEqual({
      download: { capacityBps: 12 * MBIT, delayMs: 60 },
    });
  });

  it('a download whose own queue stands is acquitted for a second, since it rose or since its last cut', () => {
    const directions = (cutAtMs: number) => ({
      download: polled('download', 20, STANDING, { cutAtMs }),
      upload: polled('upload', 0.3, 0),
    });
    expect(verdict(directions(0))).toEqual(['own-queue']);
    const lasting = { highSinceMs: NOW_MS - 1000 };
    expect(verdict(directions(0), lasting)).toEqual(['cut', 'download']);
    expect(verdict(directions(NOW_MS - 500), lasting)).toEqual(['own-queue']);
  });

  it('a direction without load is not cut', () => {
    const directions = { download: polled('download', 0.2, 0), upload: polled('upload', 0.2, 0) };
    expect(verdict(directions)).toEqual(['no-load']);
  });

  it('nobody is cut when the line is dead', () => {
    const directions = { download: polled('download', 12, 0), upload: polled('upload', 0.3, 0) };
    expect(verdict(directions, { dead: true })).toEqual(['no-answer']);
  });
});

describe('with both directions loaded', () => {
  it('the one that has gone beyond its known capacity is cut', () => {
    const beyond = { capacityBps: 15 * MBIT };
    const [download, upload] = [polled('download', 18, 0), polled('upload', 14, 0)];
    expect(verdict({ download: { ...download, ...beyond }, upload })).toEqual(['cut', 'download']);
    expect(verdict({ download, upload: { ...upload, ...beyond } })).toEqual(['cut', 'upload']);
  });

  it('otherwise the one that the line starves more', () => {
    const sides = (down: number, up: number) => ({
      download: polled('download', down, 0),
      upload: polled('upload', up, 0),
    });
    expect(verdict(sides(18, 14))).toEqual(['cut', 'upload']);
    expect(verdict(sides(14, 18))).toEqual(['cut', 'download']);
  });

  it('the other one waits for the effect of the first cut', () => {
    const cut = { phase: 'drain', cutAtMs: NOW_MS - 100, cutDelayMs: 50, drainedAtMs: NOW_MS + 100 } as const;
    const directions = { download: polled('download', 12, 0), upload: polled('upload', 18, 0, cut) };
    expect(verdict(directions)).toEqual(['other-first']);
  });

  it('the download is spared while the upload is at its minimum', () => {
    const directions = {
      download: polled('download', 20, STANDING),
      upload: polled('upload', 2, 0, { rateBps: 2 * MBIT }),
    };
    expect(verdict(directions, { highSinceMs: NOW_MS - 5000 })).toEqual(['upload-at-minimum']);
  });
});
