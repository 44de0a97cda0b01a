import { DEFAULT_CONFIDENCE, DEFAULT_GUARD } from '@wanctl/steering';
import { expect, it } from 'vitest';
import type { LoadedSteering } from '../../src/config/loaded-config.js';
import { loadEdited } from './edit.js';

it('derives queue names and the state file from the primary, as spelled by the Python original', () => {
  const { settings } = loadEdited('steering.yaml', {
    'primary_wan: "cable"': 'primary_wan: myWAN',
  }) as LoadedSteering;
  expect(settings.primaryQueues).toEqual({ download: 'WAN-Download-Mywan', upload: 'WAN-Upload-Mywan' });
  expect(settings.primaryStateFile).toBe('/var/lib/wanctl/myWAN_state.json');
});

/** The settings with these lines added to the file. */
function settingsWith(lines: string): LoadedSteering['settings'] {
  return (loadEdited('steering.yaml', { 'state:': `${lines}\nstate:` }) as LoadedSteering).settings;
}

it('has the defaults of the laws', () => {
  const { judge, confidence, guard, dryRun, probe, counters, thresholds } = settingsWith('');
  expect({ judge, confidence, guard, dryRun, probe, counters }).toEqual({
    judge: 'congestion',
    confidence: DEFAULT_CONFIDENCE,
    guard: DEFAULT_GUARD,
    dryRun: false,
    probe: { kind: 'icmp', options: {} },
    counters: { kind: 'cake', options: {} },
  });
  // Q30: a fiber line's baseline is below the 10 ms of the original.
  expect(thresholds.baselineMinMs).toBe(1);
});

it.each([
  ['mode: {cake_aware: false}', { judge: 'delay' }],
  ['mode: {cake_aware: false, use_confidence_scoring: true}', { judge: 'confidence' }],
  ['dry_run: true', { dryRun: true }],
  ['confidence: {dry_run: true}', { dryRun: true }],
  [
    'guard: {min_stay_sec: 1, moves_per_day: 2, hands_off_sec: 3}',
    { guard: { minStaySec: 1, movesPerDay: 2, handsOffSec: 3 } },
  ],
  ['probe: {kind: icmp, engine: ping}', { probe: { kind: 'icmp', options: { engine: 'ping' } } }],
  ['counters: {slow_ms: 900}', { counters: { kind: 'cake', options: { slow_ms: 900 } } }],
  ['confidence: {flap_detection_enabled: false}', { confidence: { ...DEFAULT_CONFIDENCE, flap: null } }],
  [
    `confidence: {steer_threshold: 60, recovery_threshold: 10, sustain_duration_sec: 4, recovery_sustain_sec: 5,
  hold_down_duration_sec: 6, flap_window_minutes: 7, max_toggles: 8, penalty_duration_sec: 9, penalty_threshold_add: 11}`,
    {
      confidence: {
        ...{
          steerThreshold: 60,
          recoveryThreshold: 10,
          sustainSec: 4,
          recoverySustainSec: 5,
          holdDownSec: 6,
        },
        flap: { windowSec: 420, maxToggles: 8, penaltySec: 9, penaltyThresholdAdd: 11 },
      },
    },
  ],
])('takes %s', (lines, settings) => {
  expect(settingsWith(lines)).toMatchObject(settings);
});
