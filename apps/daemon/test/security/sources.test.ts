import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

const ROOT = new URL('../../../../', import.meta.url).pathname;

/** Text of every source file that is shipped, by path. */
const SOURCES = ['packages', 'apps']
  .flatMap((group) => readdirSync(join(ROOT, group)).map((name) => join(group, name, 'src')))
  .flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.ts'))
      .map((file) => [join(folder, file), readFileSync(join(ROOT, folder, file), 'utf8')] as const),
  );

/** The paths of the sources in which a pattern stands. */
function filesWith(pattern: RegExp): string[] {
  return SOURCES.filter(([, text]) => pattern.test(text)).map(([path]) => path);
}

it('programs are run by argument vectors, never by a shell', () => {
  expect(SOURCES.length).toBeGreaterThan(300);
  const imported = SOURCES.flatMap(
    ([, text]) => /import \{([^}]*)\} from 'node:child_process'/.exec(text)?.[1]?.split(',') ?? [],
  );
  const functions = imported.map((name) => name.trim()).filter((name) => !name.startsWith('type ') && name);
  expect(new Set(functions)).toEqual(new Set(['spawn', 'execFile']));
  expect(
    filesWith(/import\((['"])(node:)?child_process|require\(|from '(child_process|execa|zx|shelljs)'/),
  ).toEqual([]);
  expect(filesWith(/\bshell: (true|')|'(\/bin\/)?(ba)?sh', *\[?'-c'/)).toEqual([]);
});

it('no text becomes code', () => {
  expect(filesWith(/\beval\(|new Function\(|from 'node:vm'/)).toEqual([]);
});

it('certificates are left unverified nowhere but where another check takes their place', () => {
  expect(filesWith(/rejectUnauthorized: false|NODE_TLS_REJECT_UNAUTHORIZED/)).toEqual([]);
});

it('the lock file says what each package is to hold, and none runs a script when it is installed', () => {
  const lock: { packages: Record<string, { integrity?: string; link?: boolean; optional?: boolean }> } =
    JSON.parse(readFileSync(join(ROOT, 'package-lock.json'), 'utf8'));
  const unchecked = Object.entries(lock.packages).filter(
    ([path, { integrity = '', link, optional }]) =>
      path.includes('node_modules/') && !link && !optional && !integrity.startsWith('sha512-'),
  );
  expect(unchecked.map(([path]) => path)).toEqual([]);
  expect(readFileSync(join(ROOT, '.npmrc'), 'utf8')).toMatch(/^ignore-scripts=true$/m);
});
