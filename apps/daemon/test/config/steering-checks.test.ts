import { describe, expect, it } from 'vitest';
import type { LoadedSteering } from '../../src/config/loaded-config.js';
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

describe('alternates', () => {
  const list = (...entries: string[]) => ({
    '  alternate_wan: "dsl"': ['  alternates:', ...entries.map((entry) => `    - ${entry}`)].join('\n'),
    'mangle_rule:\n  comment: "ADAPTIVE: Steer latency-sensitive to DSL"\n': '',
  });

  it('take the place of the one alternate, in their order', () => {
    const loaded = loadEdited(
      'steering.yaml',
      list(
        '{wan: dsl, mangle_comment: to dsl}',
        '{wan: lte, mangle_comment: "to $lte \\"é\\"", state_file: /x.json}',
      ),
    );
    expect(linesOf(loaded)).toEqual([]);
    expect((loaded as LoadedSteering).settings.alternates).toEqual([
      { wan: 'dsl', ruleComment: 'to dsl', stateFile: null },
      { wan: 'lte', ruleComment: 'to $lte "é"', stateFile: '/x.json' },
    ]);
  });

  it.each([
    ['text', ['dsl'], 'topology.alternates: must be a list of mappings'],
    ['without a rule', ['{wan: dsl}'], 'topology.alternates.0.mangle_comment: is missing'],
    [
      'with a line break',
      ['{wan: a, mangle_comment: "x\\n"}'],
      'must be text of 1 to 128 characters on one line',
    ],
    ['the primary', ['{wan: cable, mangle_comment: x}'], 'alternates.0.wan: is the primary too'],
    [
      'twice',
      ['{wan: a, mangle_comment: x}', '{wan: a, mangle_comment: y}'],
      '1.wan: is in the list already',
    ],
    [
      'one rule',
      ['{wan: a, mangle_comment: x}', '{wan: b, mangle_comment: x}'],
      'is that of another alternate',
    ],
  ])('are refused: %s', (_, entries, message) => {
    const loaded = loadEdited('steering.yaml', list(...entries));
    expect(loaded.kind).toBe('invalid');
    expect(linesOf(loaded).join('\n')).toContain(message);
  });

  it('win over the one alternate, with a warning', () => {
    const loaded = loadEdited('steering.yaml', {
      '  alternate_wan: "dsl"':
        '  alternate_wan: "dsl"\n  alternates: [{wan: lte, mangle_comment: x, sate_file: y}]',
    });
    expect((loaded as LoadedSteering).settings.alternates.map(({ wan }) => wan)).toEqual(['lte']);
    expect(linesOf(loaded)).toEqual([
      expect.stringContaining('topology.alternate_wan: is ignored because alternates is there'),
      expect.stringContaining(
        'alternates.0.sate_file: is not a known key, ignored; did you mean "state_file"?',
      ),
      expect.stringContaining('mangle_rule.comment: is ignored because topology.alternates is there'),
    ]);
  });

  it('are needed in one form or the other', () => {
    const loaded = loadEdited('steering.yaml', {
      '  alternate_wan: "dsl"\n': '',
      'comment: "ADAPTIVE: Steer latency-sensitive to DSL"': '{}',
    });
    expect(linesOf(loaded)).toEqual([
      expect.stringContaining('topology.alternate_wan: is missing'),
      expect.stringContaining('mangle_rule.comment: is missing'),
    ]);
  });
});

it('refuses a score for the return that is not below that for leaving', () => {
  const loaded = loadEdited('steering.yaml', { 'state:': 'confidence: {steer_threshold: 15}\nstate:' });
  expect(linesOf(loaded).join()).toContain('confidence.recovery_threshold: must be below steer_threshold');
});

it.each([
  ['red_rtt_ms: 15', 'min_queue_yellow: 60', 'thresholds.min_queue_yellow: should be at most min_queue_red'],
  [
    'red_rtt_ms: 15',
    'recovery_threshold_ms: 30\nmode: {cake_aware: false}',
    'thresholds.recovery_threshold_ms: should be at most bad_threshold_ms',
  ],
  ['state:', 'timeouts: {ping: 11}\nstate:', 'timeouts.ping_total: should be at least timeouts.ping'],
])('doubts values that do not go together: %s as %s', (from, to, message) => {
  expect(linesOf(loadEdited('steering.yaml', { [from]: to }))).toEqual([expect.stringContaining(message)]);
});
