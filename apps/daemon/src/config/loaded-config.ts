import type { Problem } from './problem.js';
import type { SteeringSettings } from './steering-settings.js';
import type { WanSettings } from './wan-settings.js';

/** What became of one configuration file. */
export type LoadedConfig = LoadedWan | LoadedSteering | InvalidConfig;

/** A WAN file that can be used. */
export interface LoadedWan extends UsableConfig {
  readonly kind: 'wan';
  readonly settings: WanSettings;
}

/** A steering file that can be used. */
export interface LoadedSteering extends UsableConfig {
  readonly kind: 'steering';
  readonly settings: SteeringSettings;
}

/** A file that cannot be used. */
export interface InvalidConfig extends ConfigFile {
  readonly kind: 'invalid';
  /** In order of lines; at least one is an error. */
  readonly problems: readonly Problem[];
}

interface UsableConfig extends ConfigFile {
  /** In order of lines. */
  readonly warnings: readonly Problem[];
}

interface ConfigFile {
  /** As given. */
  readonly file: string;
  /** One error for each `${NAME}` that is not set or `${file:PATH}` that cannot be read: a check elsewhere may not need it. */
  readonly unset: readonly Problem[];
  /** Line of a dotted key path, from 1; null without a position. */
  lineOf(path: string): number | null;
}
