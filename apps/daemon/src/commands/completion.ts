import { getCompletionScript, getShellFromEnv, log, logFiles, type SupportedShell } from '@pnpm/tabtab';
import type { Command } from 'commander';
import { candidatesFor } from '../completion/candidates.js';

/** Prints the script that makes a shell complete `wanctl`. */
export async function completion(shell: SupportedShell, print: (text: string) => void): Promise<number> {
  print(await getCompletionScript({ name: 'wanctl', completer: 'wanctl', shell }));
  return 0;
}

/** Answers that script: what may come after `words`, in the form that the shell of the environment wants. */
export function complete(program: Command, words: readonly string[], env: NodeJS.ProcessEnv): number {
  const shell = getShellFromEnv(env);
  const candidates = candidatesFor(program, words, shell);
  if (candidates === 'files') logFiles();
  else log([...candidates], shell);
  return 0;
}
