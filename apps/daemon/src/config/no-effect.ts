const LINUX = 'for CAKE on Linux';
const LATER_LAW = 'the law in use has no such setting';
const NO_TUNING = 'this version does not tune itself';
const OTHER_PROBE = 'the probe has options of its own under "probe"';
const NEVER_HAD = 'it never had one';

/** Keys by pattern (`*`: any one key) and why they have no effect here. */
export type NoEffect = Readonly<Record<string, string>>;

const inBothKinds: NoEffect = {
  schema_version: 'files need no version',
  'router.type': NEVER_HAD,
  'router.rate_limiter': 'writes are coalesced instead',
  metrics: 'figures are served under "health_check"',
  alerting: 'this version sends no alerts',
  storage: 'the history has options of its own under "history" in WAN files',
};

/** What WAN files of other versions hold and this one accepts without using it. */
export const wanNoEffect: NoEffect = {
  ...inBothKinds,
  ping_source_ip: OTHER_PROBE,
  'timeouts.tc_command': LINUX,
  'continuous_monitoring.*.factor_down_yellow': LATER_LAW,
  'continuous_monitoring.*.green_required': LATER_LAW,
  'continuous_monitoring.upload.floor_soft_red_mbps': 'upload has three zones',
  'continuous_monitoring.upload.consecutive_yellow_decay_clamp': LATER_LAW,
  'continuous_monitoring.upload.target_bloat_ms': LATER_LAW,
  'continuous_monitoring.upload.warn_bloat_ms': LATER_LAW,
  'continuous_monitoring.upload.docsis_mode': LATER_LAW,
  'continuous_monitoring.upload.setpoint_mbps': LATER_LAW,
  'continuous_monitoring.upload.integral_window_seconds': LATER_LAW,
  'continuous_monitoring.upload.integral_threshold_ms_s': LATER_LAW,
  'continuous_monitoring.upload.cake_backlog_low_threshold_bytes': LINUX,
  'continuous_monitoring.upload.cake_delay_delta_low_threshold_us': LINUX,
  'continuous_monitoring.upload.red_decay_step_pct': LATER_LAW,
  'continuous_monitoring.upload.red_decay_delta_max_pct': LATER_LAW,
  'continuous_monitoring.upload.anti_windup_cycles': LATER_LAW,
  'continuous_monitoring.upload.asymmetry_gate': 'needs one-way delays',
  'continuous_monitoring.thresholds.accel_threshold_ms': LATER_LAW,
  'continuous_monitoring.thresholds.accel_confirm_cycles': LATER_LAW,
  'continuous_monitoring.thresholds.dwell_cycles': LATER_LAW,
  'continuous_monitoring.thresholds.deadband_ms': LATER_LAW,
  'continuous_monitoring.thresholds.baseline_rtt_bounds': LATER_LAW,
  'continuous_monitoring.thresholds.suppression_alert_threshold': LATER_LAW,
  'continuous_monitoring.thresholds.suppression_alert_pct': LATER_LAW,
  'continuous_monitoring.warning_threshold_pct': 'the loop never waits for a cycle to end',
  'continuous_monitoring.cake_stats_cadence_sec': LINUX,
  'continuous_monitoring.fallback_checks': 'an outage holds the rates instead',
  measurement: OTHER_PROBE,
  signal_processing: LATER_LAW,
  irtt: OTHER_PROBE,
  reflector_quality: OTHER_PROBE,
  owd_asymmetry: 'needs one-way delays',
  fusion: 'needs a second kind of delay measurement',
  cake_signal: 'RouterOS does not give these counters',
  cake_params: LINUX,
  cake_optimization: LINUX,
  tuning: NO_TUNING,
};

/** What steering files of other versions hold and this one accepts without using it. */
export const steeringNoEffect: NoEffect = {
  ...inBothKinds,
  'measurement.backend': OTHER_PROBE,
  'mode.enable_yellow_state': NEVER_HAD,
  'mode.reset_counters': 'differences of counters are used',
  steering_v3: 'its settings are under "confidence" now',
  wan_state: 'what the WANs say of themselves always counts',
  route_management: 'this version switches mangle rules',
  capacity_protection: 'this version switches mangle rules',
  'logging.log_cake_stats': NEVER_HAD,
  'router.steering_rule_comment': 'mangle_rule.comment decides',
  cake_queue: 'cake_queues decides',
};
