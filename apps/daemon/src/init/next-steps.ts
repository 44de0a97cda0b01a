import { basename } from 'node:path';
import type { Folder } from './folder.js';
import { CONFIG_FOLDER } from './places.js';

/** What a person types next, with the files of the folder; empty when there are none. */
export function nextSteps(folder: string, { wans, steerings }: Folder): string {
  const files = [...wans, ...steerings].map(({ file }) => file).join(' ');
  if (files === '') return '';
  const units = [
    ...wans.map(({ file }) => `wanctl@${basename(file, '.yaml')}.service`),
    ...steerings.map(() => 'steering.timer'),
  ];
  // Only the service makes the user and the folders that files in the usual one name.
  const run =
    folder === CONFIG_FOLDER
      ? ['sudo wanctl install-service', `sudo systemctl enable --now ${units.join(' ')}`, 'sudo wanctl watch']
      : [`wanctl run --config ${files}`, `wanctl watch --config ${files}`];
  const checks = [`wanctl check-config ${files}`, `wanctl check-router --config ${files}`];
  return ['', 'Next:', ...[...checks, ...run].map((command) => `  ${command}`)].join('\n');
}
