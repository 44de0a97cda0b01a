import { spawnSync } from 'node:child_process';
import { chmod, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { wanctlEnd } from './harness.js';

const CLI = new URL('../../dist/cli.js', import.meta.url).pathname;

/** What bash calls at Tab, and what it would then show. */
const TAB = `
try() {
  COMP_WORDS=("$@") COMP_CWORD=$(($# - 1)) COMP_LINE="$*"
  COMP_POINT=\${#COMP_LINE} COMPREPLY=()
  _wanctl_completion
  echo "\${COMPREPLY[*]}"
}`;

it('bash completes commands, options and choices, and leaves files to itself', {
  timeout: 60_000,
}, async () => {
  const folder = await mkdtemp(join(tmpdir(), 'wanctl-completion-'));
  const program = join(folder, 'wanctl');
  await writeFile(program, `#!/bin/sh\nexec '${process.execPath}' '${CLI}' "$@"\n`);
  await chmod(program, 0o755);
  const script = [
    'eval "$(wanctl completion bash)"',
    TAB,
    'complete -p wanctl',
    ...['st', 'status --co', "completion ''", "status --config ''"].map((words) => `try wanctl ${words}`),
  ].join('\n');
  const env = { ...process.env, PATH: `${folder}:${process.env['PATH']}` };
  const { stdout, stderr } = spawnSync('bash', ['--norc', '-c', script], { env, encoding: 'utf8' });
  expect(stderr).toBe('');
  expect(stdout.split('\n')).toEqual([
    'complete -o default -F _wanctl_completion wanctl',
    'status',
    '--config',
    'bash zsh fish',
    '',
    '',
  ]);
});

it('an unknown shell is wrong usage', async () => {
  const { status, err } = await wanctlEnd('completion', 'tcsh');
  expect({ status, err }).toEqual({ status: 2, err: expect.stringContaining('bash, zsh, fish') });
});
