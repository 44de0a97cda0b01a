import type { Clock } from '@wanctl/core';
import { loadFiles } from '../daemon/load-files.js';
import { checkRouter, type RouterReport } from '../router-check/check-router.js';
import { type Fix, worstOf } from '../router-check/finding.js';
import { applyFixes, fixesOf, fixText, writeRestoreFile } from '../router-check/fixes.js';
import { headline, reportText } from '../router-check/report-text.js';
import { wantedOf } from '../router-check/wanted.js';
import { WEAR_WRITES } from '../router-check/write-wear.js';

/** Flags of `wanctl check-router`. */
export interface CheckRouterOptions {
  readonly config: readonly string[];
  readonly json: boolean;
  readonly wear: boolean;
  readonly fix: boolean;
  /** Make the changes of `fix` without asking. */
  readonly yes: boolean;
}

/** What the command needs of its surroundings. */
export interface CheckRouterIo {
  readonly clock: Clock;
  /** Takes one or more lines of the result, without the last newline. */
  print(text: string): void;
  /** Takes a line that is not part of the result. */
  note(line: string): void;
  /** Asks a person. */
  confirm(question: string): Promise<boolean>;
}

/**
 * Checks the routers of WAN and steering files and says what is wrong with them. Gives the exit status: 0 when there is
 * nothing worse than advice, 1 otherwise. Throws `WanctlError` for files that will not do.
 */
export async function checkRouters(options: CheckRouterOptions, io: CheckRouterIo): Promise<number> {
  const reports: RouterReport[] = [];
  for (const wanted of wantedOf(await loadFiles(options.config))) {
    if (options.wear)
      io.note(`${headline(wanted)}: sets "limit-at" of a queue to its own value ${WEAR_WRITES} times`);
    const report = await checkRouter(wanted, { ...options, clock: io.clock });
    if (!options.json) io.print(reportText(report));
    reports.push(options.fix ? await fix(report, options, io) : report);
  }
  if (options.json) io.print(JSON.stringify({ ok: isWell(reports), routers: reports.map(toJson) }, null, 2));
  return isWell(reports) ? 0 : 1;
}

/** Makes the safe changes that are confirmed, after a restore file is there, and checks again. */
async function fix(
  report: RouterReport,
  { yes, json }: CheckRouterOptions,
  io: CheckRouterIo,
): Promise<RouterReport> {
  const { wanted } = report;
  const fixes: Fix[] = [];
  for (const candidate of fixesOf(report)) {
    const text = fixText(candidate);
    if (yes) io.note(text);
    if (yes || (await io.confirm(`${text}: change it?`))) fixes.push(candidate);
  }
  if (fixes.length === 0) {
    io.note(`${headline(wanted)}: nothing is changed`);
    return report;
  }
  const file = await writeRestoreFile(fixes, wanted, io.clock.wall());
  io.note(`what was there is kept in ${file}; to go back, copy it to the router and run /import there`);
  await applyFixes(fixes, wanted);
  const after = await checkRouter(wanted, { wear: false, clock: io.clock });
  if (!json) io.print(reportText(after));
  return after;
}

function isWell(reports: readonly RouterReport[]): boolean {
  return ['ok', 'advice'].includes(worstOf(reports.flatMap(({ findings }) => findings)));
}

function toJson({ wanted: { router, files }, findings }: RouterReport): object {
  const { host, user, transport, fallback } = router;
  return { host, user, transport, fallback, files: files.map(({ file }) => file), findings };
}
