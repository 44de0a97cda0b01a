import { describe, expect, it } from 'vitest';
import { linesOf, loadEdited } from './edit.js';

describe('a steering file', () => {
  it('is accepted without a word', () => {
    const loaded = loadEdited('steering.yaml', {});
    expect(linesOf(loaded)).toEqual([]);
    expect(loaded.kind).toBe('steering');
  });

  it.each([
    [
      'yellow_rtt_ms: 15',
      'yellow_rtt_ms: 16',
      'thresholds.yellow_rtt_ms: must be at most red_rtt_ms, which is 15 (16)',
    ],
    [
      'red_rtt_ms: 15',
      'red_samples_required: 0',
      'thresholds.red_samples_required: must be a number of at least 1 (0)',
    ],
    ['state:', 'mode:\nstate:', 'mode: must be a mapping'],
    ['thresholds:', 'limits:', 'thresholds: is missing; an empty one'],
    [
      'red_rtt_ms: 15',
      'baseline_rtt_bounds: {min: 61}',
      'baseline_rtt_bounds.min: must be at most max, which is 60 (61)',
    ],
  ])('refuses %s as %s', (from, to, message) => {
    const loaded = loadEdited('steering.yaml', { [from]: to });
    expect(loaded.kind).toBe('invalid');
    expect(linesOf(loaded).join('\n')).toContain(message);
  });

  it('doubts a threshold without effect and a way to nowhere', () => {
    const loaded = loadEdited('steering.yaml', {
      'green_rtt_ms: 5': 'green_rtt_ms: 15',
      'wan: "dsl"': 'wan: "cable"',
    });
    expect(loaded.kind).toBe('steering');
    expect(linesOf(loaded)).toEqual([
      expect.stringContaining('topology.alternate_wan: is the primary too'),
      expect.stringContaining('thresholds.green_rtt_ms: should be below yellow_rtt_ms'),
    ]);
  });
});
