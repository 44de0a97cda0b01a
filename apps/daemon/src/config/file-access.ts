import { access, constants, readFile, stat } from 'node:fs/promises';
import { userInfo } from 'node:os';
import { dirname } from 'node:path';
import type { LoadedSteering, LoadedWan } from './loaded-config.js';
import type { Problem } from './problem.js';

const OTHERS_MAY_READ = 0o004;
const OTHERS_MAY_WRITE = 0o002;
/** In such a folder, e.g. `/tmp`, users may only remove what is theirs. */
const STICKY = 0o1000;

/** Where files are gone after a reboot (Filesystem Hierarchy Standard). */
const IN_MEMORY = /^\/(run|var\/run|dev\/shm)\//;

type Usable = LoadedWan | LoadedSteering;
type Doubt = (path: string, message: string, severity?: Problem['severity']) => Problem;

/** What is wrong about the files and folders that a configuration names, as this machine has them. */
export async function findAccessProblems(config: Usable): Promise<readonly Problem[]> {
  const { settings, kind, lineOf } = config;
  const doubt: Doubt = (path, message, severity = 'warning') => {
    return { severity, path, line: lineOf(path), value: null, message };
  };
  const statePath = kind === 'wan' ? 'state_file' : 'state.file';
  const folders = new Map([
    [dirname(settings.logging.mainLog), 'logging.main_log'],
    [dirname(settings.stateFile), statePath],
    [dirname(settings.lockFile), 'lock_file'],
  ]);
  const problems = await Promise.all([
    ...[...folders].map(([folder, path]) => folderProblem(folder, path, doubt)),
    secretProblem('router.password', config, doubt),
    secretProblem('health_check.token', config, doubt),
    keyProblem(config, doubt),
  ]);
  const lost = IN_MEMORY.test(settings.stateFile)
    ? [doubt(statePath, 'is gone after a reboot; /var/lib/wanctl keeps it')]
    : [];
  return [...problems.filter((problem) => problem !== null), ...lost];
}

async function folderProblem(folder: string, path: string, doubt: Doubt): Promise<Problem | null> {
  const found = await statOf(folder);
  if (!found) {
    // The folders of logs and state are made when they are needed.
    if (path !== 'lock_file') return folderProblem(dirname(folder), path, doubt);
    return doubt(
      path,
      `needs the folder ${folder}, which is not there; the service makes it, or: mkdir -p ${folder}`,
    );
  }
  if (!found.isDirectory()) return doubt(path, `is to be in ${folder}, which is not a folder`, 'error');
  if (found.mode & OTHERS_MAY_WRITE && !(found.mode & STICKY)) {
    return doubt(path, `can be replaced by every user of this machine; run: chmod o-w ${folder}`);
  }
  if (await mayWrite(folder)) return null;
  const mode = (found.mode & 0o777).toString(8);
  return doubt(
    path,
    `is in ${folder}, where ${userInfo().username} may not write (user ${found.uid}, group ${found.gid}, mode ${mode})`,
  );
}

/** A secret in the file itself, not by `${NAME}` or `${file:PATH}`, is for the daemon only. */
async function secretProblem(
  path: 'router.password' | 'health_check.token',
  { file, settings, lineOf }: Usable,
  doubt: Doubt,
): Promise<Problem | null> {
  const { router, healthCheck } = settings;
  const text = (path === 'router.password' ? router.password : healthCheck?.token)?.reveal() ?? '';
  const line = lineOf(path);
  const found = await statOf(file);
  if (line === null || text === '' || !found) return null;
  const written = (await readFile(file, 'utf8')).split('\n')[line - 1] ?? '';
  if (written.includes('${') || !(found.mode & OTHERS_MAY_READ)) return null;
  return doubt(path, `can be read by every user of this machine; run: chmod 640 ${file}`);
}

/** The private key, where the file uses SSH. */
async function keyProblem({ settings: { router } }: Usable, doubt: Doubt): Promise<Problem | null> {
  const { transport, fallback, sshKey } = router;
  if (sshKey === '' || ![transport, fallback].includes('ssh')) return null;
  const found = await statOf(sshKey);
  if (!found) return doubt('router.ssh_key', `names ${sshKey}, which is not there`);
  if (!(found.mode & OTHERS_MAY_READ) || !found.isFile()) return null;
  return doubt(
    'router.ssh_key',
    `can be read by every user of this machine, and is not used; run: chmod o-rwx ${sshKey}`,
  );
}

async function statOf(path: string) {
  return stat(path).catch(() => null);
}

async function mayWrite(folder: string): Promise<boolean> {
  return access(folder, constants.W_OK).then(
    () => true,
    () => false,
  );
}
