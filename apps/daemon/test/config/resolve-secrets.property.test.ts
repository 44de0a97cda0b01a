import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, it, onTestFinished } from 'vitest';
import { redact } from '../../src/config/redact.js';
import { resolveSecrets } from '../../src/config/resolve-secrets.js';
import { linesOf, loadEdited } from './edit.js';

const names = fc.oneof(
  fc.constantFrom(
    'A',
    '__proto__',
    'constructor',
    'toString',
    'hasOwnProperty',
    'file',
    'file:',
    'file:x',
    'file:/\0',
  ),
  fc.string({ unit: 'binary-ascii', minLength: 1 }).filter((name) => !/[{}]/.test(name)),
);

it('a variable is one of the environment, as text, or told to be missing', () => {
  fc.assert(
    fc.property(names, fc.string(), (name, text) => {
      const env = { A: text };
      const { data, faults } = resolveSecrets({ router: { password: `\${${name}}` } }, env);
      const { password } = data['router'] as { password: unknown };
      expect(password).toBe(name === 'A' ? text : `\${${name}}`);
      expect(faults).toHaveLength(name === 'A' ? 0 : 1);
      expect(redact('harmless words')).toBe('harmless words');
    }),
  );
});

it('any variable and any file gives a password as it is, or lines that do not show it', () => {
  const folder = mkdtempSync(join(tmpdir(), 'wanctl-secret-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const file = join(folder, 'secret');
  const content = fc.oneof(
    fc.string({ unit: 'binary-ascii', maxLength: 300 }),
    fc.string().map((line) => `${line}\r\n`),
  );
  fc.assert(
    fc.property(content, fc.boolean(), (text, isFile) => {
      writeFileSync(file, text, { mode: 0o600 });
      const edits = isFile ? { [`\${ROUTER_PASSWORD}`]: `\${file:${file}}` } : {};
      const loaded = loadEdited('wan.yaml', edits, { ROUTER_PASSWORD: text });
      for (const line of linesOf(loaded)) {
        expect(line).toMatch(/^wan\.yaml[^\p{Cc}\p{Zl}\p{Zp}]+$/u);
        if (text.trim().length > 8) expect(line).not.toContain(text.trim());
      }
      if (loaded.kind !== 'wan' || loaded.unset.length > 0) return;
      const wanted = isFile
        ? Buffer.from(text)
            .toString()
            .replace(/\r?\n$/, '')
        : text;
      expect(loaded.settings.router.password.reveal()).toBe(wanted);
    }),
  );
});
