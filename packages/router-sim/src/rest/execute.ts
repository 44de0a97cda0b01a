import type { JsonObject } from '@wanctl/core';
import { runLine } from '../cli/run.js';
import type { Router } from '../device/router.js';
import { RouterError } from '../device/router-error.js';
import type { RestAnswer } from './dispatch.js';

/**
 * Runs `POST /rest/execute`. With `as-string`, whatever its value, the answer has what the console writes, and is
 * 200 even when that is an error (CHR 7.21 to 7.23); without, it has the id of a job.
 */
export function execute(router: Router, policies: readonly string[], body: JsonObject): RestAnswer {
  const { script } = body;
  if (typeof script !== 'string') throw new RouterError(400, 'missing =script=');
  const { text } = runLine(router, policies, script);
  return { status: 200, body: { ret: 'as-string' in body ? text : '*1' } };
}
