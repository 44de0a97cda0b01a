/**
 * Codes of every error that this package throws. The message says what failed, where, and what to do;
 * the code is for programs.
 */
export type ErrorCode =
  | 'ERR_PLUGIN_UNKNOWN'
  | 'ERR_PLUGIN_NOT_FOUND'
  | 'ERR_PLUGIN_SHAPE'
  | 'ERR_PLUGIN_API_VERSION'
  | 'ERR_PLUGIN_DUPLICATE'
  | 'ERR_PLUGIN_CREATE'
  | 'ERR_PLUGIN_UNTRUSTED'
  | 'ERR_INJECT_MISSING'
  | 'ERR_OPTIONS_INVALID'
  | 'ERR_ROUTER_OBJECT'
  | 'ERR_STATE_LOCKED'
  | 'ERR_STATE_IO'
  | 'ERR_PROBE_START'
  | 'ERR_CONFIG_INVALID';

/**
 * An error that a person can act on. Recognise one by its `code` (see `isWanctlError`), never by class: two
 * copies of this package in one process are normal.
 */
export class WanctlError extends Error {
  override readonly name = 'WanctlError';
  readonly code: ErrorCode;

  constructor(code: ErrorCode, message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.code = code;
  }
}

/** True for a `WanctlError` of any copy of this package. */
export function isWanctlError(error: unknown): error is WanctlError {
  return error instanceof Error && error.name === 'WanctlError' && 'code' in error;
}

/**
 * A text of somebody else's as one line for people: white space and control characters become single spaces, and what is
 * beyond `most` characters is left out.
 */
export function oneLine(text: string, most = Number.POSITIVE_INFINITY): string {
  return text.replace(/[\s\p{Cc}]+/gu, ' ').slice(0, most);
}

/** The message of anything that was thrown. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
