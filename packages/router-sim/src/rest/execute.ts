import type { JsonObject } from '@wanctl/core';
import { runLine } from '../cli/run.js';
import type { Router } from '../device/router.js';
import { RouterError } from '../device/router-error.js';

/**
 * Runs `POST /rest/execute` and gives the body of its 200. With `as-string`, whatever its value, that is what the
 * console writes, even when it is an error (CHR 7.21 to 7.23); without, the id of a job.
 */
export function execute(router: Router, policies: readonly string[], body: JsonObject): JsonObject {
  const { script } = body;
  if (typeof script !== 'string') throw new RouterError(400, 'missing =script=');
  const { text } = runLine(router, policies, script);
  return { ret: 'as-string' in body ? text : '*1' };
}
