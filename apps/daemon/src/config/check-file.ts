import { checkSchema } from './check-schema.js';
import { withoutNeedOfZones } from './law-defaults.js';
import type { LoadedSteering, LoadedWan } from './loaded-config.js';
import { steeringNoEffect, wanNoEffect } from './no-effect.js';
import type { Report } from './report.js';
import { checkSteering } from './steering-checks.js';
import { SteeringFile } from './steering-schema.js';
import { transportOf } from './to-common-settings.js';
import { toSteeringSettings } from './to-steering-settings.js';
import { toWanSettings } from './to-wan-settings.js';
import { checkWan } from './wan-checks.js';
import { WanFile } from './wan-schema.js';

/** A file's data after all checks. */
export interface CheckedFile {
  /** Paths of keys without effect. */
  readonly ignored: readonly (readonly string[])[];
  /** The settings; call it only when the report holds no error. */
  toSettings(): Pick<LoadedWan, 'kind' | 'settings'> | Pick<LoadedSteering, 'kind' | 'settings'>;
}

/** Checks a file's data by what it is: a steering file names a topology or a mangle rule, a WAN file neither. */
export function checkFile(data: Record<string, unknown>, name: string, report: Report): CheckedFile {
  const isSteering = !('continuous_monitoring' in data) && ('topology' in data || 'mangle_rule' in data);
  return isSteering ? checkSteeringFile(data, name, report) : checkWanFile(data, name, report);
}

function checkWanFile(data: Record<string, unknown>, name: string, report: Report): CheckedFile {
  const { file, ignored } = checkSchema(WanFile, withoutNeedOfZones(data), wanNoEffect, report);
  checkWan(file, report);
  return {
    ignored: [...ignored, ...unusedSecrets(file)],
    toSettings: () => ({ kind: 'wan', settings: toWanSettings(file, name) }),
  };
}

function checkSteeringFile(data: Record<string, unknown>, name: string, report: Report): CheckedFile {
  const { file, ignored } = checkSchema(SteeringFile, data, steeringNoEffect, report);
  if (!('thresholds' in data))
    report.error(['thresholds'], 'is missing; an empty one, "thresholds: {}", will do');
  checkSteering(file, report);
  return {
    ignored: [...ignored, ...unusedSecrets(file)],
    toSettings: () => ({ kind: 'steering', settings: toSteeringSettings(file, name) }),
  };
}

/** SSH logs in with a key, so that its users may never have set the password's variable. */
function unusedSecrets({ router, health_check }: WanFile | SteeringFile): string[][] {
  return [
    ...(transportOf(router) === 'ssh' ? [['router', 'password']] : []),
    ...(health_check.enabled === false ? [['health_check', 'token']] : []),
  ];
}
