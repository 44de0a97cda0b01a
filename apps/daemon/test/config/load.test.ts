import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadConfig, loadConfigFile } from '../../src/config/load.js';
import { fixture, linesOf } from './edit.js';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'wanctl-config-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function linesOfFile(name: string, content?: string | Buffer): Promise<string[]> {
  const file = join(folder, name);
  if (content !== undefined) await writeFile(file, content);
  return linesOf(await loadConfigFile(file, {})).map((line) => line.replace(`${file}`, name));
}

describe('a file that cannot be read', () => {
  it('is one clear problem', async () => {
    expect(await linesOfFile('absent.yaml')).toEqual(['absent.yaml: there is no such file']);
    expect(await linesOfFile('.')).toEqual(['.: is a folder, not a file']);
    expect(await linesOfFile('latin1.yaml', Buffer.from([0x61, 0x3a, 0x20, 0xe9]))).toEqual([
      'latin1.yaml: is not UTF-8 text',
    ]);
    expect(await linesOfFile('empty.yaml', '# nothing\n')).toEqual([
      'empty.yaml: is empty; copy examples/wan1.yaml and change what is yours',
    ]);
    expect(await linesOfFile('list.yaml', '- a\n')).toEqual([
      'list.yaml:1: must be a mapping, lines of "key: value"',
    ]);
    expect(await linesOfFile('syntax.yaml', 'a: 1\nb: [1\nc: 2\n')).toEqual([
      expect.stringMatching(/^syntax\.yaml:3: column 1: is not valid YAML: /),
    ]);
  });
});

describe('any text', () => {
  const expectResult = (text: string) => {
    const loaded = loadConfig(text, 'any.yaml', { A: 'a' });
    if (loaded.kind === 'invalid')
      expect(loaded.problems.some(({ severity }) => severity === 'error')).toBe(true);
    else expect(loaded.settings.file).toBe('any.yaml');
  };

  it('gives settings or problems', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), expectResult));
  });

  it('gives settings or problems when values of a good file are replaced', () => {
    const value = fc.oneof(
      fc.constantFrom(
        '',
        '[]',
        '{}',
        '[1, {a: b}]',
        '{toString: 5, a: [~]}',
        'yes',
        '2024-01-02',
        '.nan',
        '-.inf',
        '1e3',
        '0x1',
        `"\${A}"`,
        `"\${B}"`,
        '-5',
        '*x',
        '!!set {a}',
        '{__proto__: {a: 1}, constructor: 5}',
        '9'.repeat(400),
      ),
      fc.json(),
    );
    const names = fc.constantFrom('wan.yaml', 'steering.yaml');
    const edits = fc.array(fc.tuple(fc.nat(), value), { maxLength: 6 });
    fc.assert(
      fc.property(names, edits, (name, replacements) => {
        const lines = fixture(name).split('\n');
        for (const [index, replacement] of replacements) {
          const at = index % lines.length;
          lines[at] = lines[at]?.replace(/:.*/, `: ${replacement}`) ?? '';
        }
        expectResult(lines.join('\n'));
      }),
      { numRuns: 200 },
    );
  });
});
