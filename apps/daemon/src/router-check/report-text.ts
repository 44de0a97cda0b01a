import type { RouterReport } from './check-router.js';
import { type Finding, LEVELS } from './finding.js';
import type { Wanted } from './wanted.js';

/** What has been found about a router, the worst first, in lines for people. */
export function reportText({ wanted, findings }: RouterReport): string {
  const levels = LEVELS.map((level) => ({
    level,
    at: findings.filter((finding) => finding.level === level),
  }));
  const counts = levels.filter(({ at }) => at.length > 0).map(({ level, at }) => `${level} ${at.length}`);
  return [
    headline(wanted),
    ...levels.flatMap(({ at }) => at.flatMap(linesOf)),
    `  ${counts.join(', ')}`,
  ].join('\n');
}

/** Which router it is, by whom it is asked, and for which files. */
export function headline({ router, files }: Wanted): string {
  const ways = [router.transport, ...(router.fallback === undefined ? [] : [router.fallback])].join(
    ', then ',
  );
  return `router ${router.host} by ${ways} as "${router.user}" (${files.map(({ file }) => file).join(', ')})`;
}

function linesOf({ level, what, why, commands = [] }: Finding): readonly string[] {
  return [
    `  ${level.padEnd(8)} ${what}`,
    ...(why === undefined ? [] : [`           ${why}`]),
    ...commands.map((command) => `             ${command}`),
  ];
}
