import { writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { RouterReport } from './check-router.js';
import { type Fix, setLine } from './finding.js';
import type { Wanted } from './wanted.js';
import { withRouter } from './with-router.js';

/** What `--fix` would change; one change at most for each property. */
export function fixesOf({ findings }: RouterReport): readonly Fix[] {
  return findings.flatMap(({ fix }) => fix ?? []);
}

/** A change in words, e.g. `type "cake-down" of wan1: cake-nat true -> no`. */
export function fixText({ name, menu, set, was }: Fix): string {
  const changes = Object.entries(set).map(([property, value]) => `${property} ${was[property]} -> ${value}`);
  return `/${menu} "${name}": ${changes.join(', ')}`;
}

/**
 * Writes the commands that take the changes back into a new file beside the state or, where that cannot be, in the
 * current folder, and gives its path. Rejects when neither can be.
 */
export async function writeRestoreFile(
  fixes: readonly Fix[],
  { router, files }: Wanted,
  now: Date,
): Promise<string> {
  const name = `wanctl-restore-${now.toISOString().replaceAll(':', '-')}.rsc`;
  const lines = [
    `# What wanctl check-router --fix changed on ${router.host} at ${now.toISOString()}, as it was before.`,
    ...fixes.map(({ menu, name, was }) => setLine(menu, name, was)),
  ];
  const write = async (folder: string) => {
    const file = join(folder, name);
    await writeFile(file, `${lines.join('\n')}\n`, { flag: 'wx' });
    return file;
  };
  return write(dirname(files[0]?.stateFile ?? '')).catch(() => write(process.cwd()));
}

/** Makes the changes by the first transport that the files name. Rejects with the first that fails. */
export async function applyFixes(fixes: readonly Fix[], wanted: Wanted): Promise<void> {
  await withRouter(wanted, async ({ transports: [transport] }) => {
    for (const outcome of await transport.apply(fixes)) {
      if (outcome.status === 'failed') throw outcome.error;
    }
  });
}
