import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { expect, it } from 'vitest';

const PAGES = fileURLToPath(new URL('../../../docs/contracts/', import.meta.url));
const here = fileURLToPath(new URL('.', import.meta.url));

/** The TypeScript of each page, as files that would lie here. */
const examples = new Map(
  readdirSync(PAGES).map((page) => {
    const [, code = ''] = /^```ts\n(.*?)^```$/ms.exec(readFileSync(PAGES + page, 'utf8')) ?? [];
    return [`${here}${page.replace('.md', '.ts')}`, code] as const;
  }),
);

it('there is a page with an example for each contract', () => {
  const kinds = ['assessor', 'probe', 'state-store', 'transport'];
  expect([...examples.keys()].sort()).toEqual(kinds.map((kind) => `${here}${kind}.ts`));
  expect([...examples.values()].filter((code) => !code.includes('export default definePlugin('))).toEqual([]);
});

it('the examples of all pages compile', { timeout: 60_000 }, () => {
  const { options } = ts.convertCompilerOptionsFromJson(
    ts.readConfigFile(`${here}../../../tsconfig.base.json`, ts.sys.readFile).config.compilerOptions,
    here,
  );
  const host = ts.createCompilerHost(options);
  const { fileExists, readFile, getSourceFile } = host;
  host.fileExists = (file) => examples.has(file) || fileExists(file);
  host.readFile = (file) => examples.get(file) ?? readFile(file);
  host.getSourceFile = (file, target) => {
    const code = examples.get(file);
    return code === undefined ? getSourceFile(file, target) : ts.createSourceFile(file, code, target);
  };
  const program = ts.createProgram([...examples.keys()], options, host);
  const problems = ts.getPreEmitDiagnostics(program).map(({ file, messageText }) => {
    return `${file?.fileName.slice(here.length)}: ${ts.flattenDiagnosticMessageText(messageText, ' ')}`;
  });
  expect(problems).toEqual([]);
});
