// Writes docs/configuration.md from the classes that check configuration files; with --check only says whether it is
// what they say.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { readClasses } from './schema-classes.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const page = join(root, 'docs/configuration.md');
const config = join(root, 'apps/daemon/src/config');

const classes = readClasses([
  ...readdirSync(config).map((name) => join(config, name)),
  join(root, 'packages/assessor-adaptive/src/adaptive-options.ts'),
  join(root, 'packages/probe-icmp/src/options.ts'),
  join(root, 'packages/probe-cake/src/options.ts'),
]);

const text = [
  '# Configuration',
  '<!-- Written by "npm run docs" from the code that checks the files. Change the comments there. -->',
  `A file describes one line (a WAN file) or how connections move between lines (a steering file); what names a \`topology\`
or a \`mangle_rule\` is a steering file. Files are YAML 1.1, in which \`yes\` and \`on\` mean true, as in the Python program:
put texts in quotes. \`wanctl init\` writes such files, \`wanctl check-config FILE...\` tells everything that is wrong with
one, each with its line, and the nearest known name of a key that is none.
Complete ones are [examples/wan1.yaml](../examples/wan1.yaml) and [examples/steering.yaml](../examples/steering.yaml).`,
  `A text that is \`\${NAME}\` as a whole is taken from the environment, and \`\${file:/etc/wanctl/router.password}\` from that
file, without its last line end. A file that every user of the machine may read is refused.`,
  '## Both kinds of file',
  ...section('CommonFile'),
  '## WAN file',
  ...section('WanFile'),
  '## Law adaptive',
  '`controller: adaptive`, or with options `controller: {name: adaptive, threshold_ms: 15}`. [How it decides](how-it-decides.md).',
  ...section('AdaptiveOptions', 'controller.'),
  '## Probe icmp',
  '`probe: {kind: icmp, rate_per_sec: 20}`.',
  ...section('IcmpProbeOptions'),
  '## Probe cake',
  '`counters: {kind: cake, fast_ms: 100, slow_ms: 100}`.',
  ...section('CakeProbeOptions'),
  '## Steering file',
  ...section('SteeringFile'),
  '## Accepted without effect',
  'These keys of the Python program or its later versions are known, and do nothing here.',
  ...(await noEffect()),
].join('\n\n');

if (!process.argv.includes('--check')) writeFileSync(page, `${text}\n`);
else if (readFileSync(page, 'utf8') !== `${text}\n`) {
  console.error('docs/configuration.md is not what the code says: run "npm run docs"');
  process.exitCode = 1;
}

/** A class as a table of its keys, and its sections below it. */
function section(name, path = '') {
  const fields = fieldsOf(name);
  const keys = fields.filter((field) => field.section === null);
  const sections = fields.filter((field) => field.section !== null);
  return [...(keys.length > 0 ? [table(keys)] : []), ...sections.flatMap((field) => below(path, field))];
}

function below(path, { name, section: nested, isList, text }) {
  const inner = `${path}${name}`;
  // The comment of a section's class begins with its path.
  const about = text || classes.get(nested).text.replace(/^`[^`]*`( of a steering file)?[:.] ?/, '');
  return [
    `### ${inner}${isList ? ', a list' : ''}`,
    ...(about ? [about[0].toUpperCase() + about.slice(1)] : []),
    ...section(nested, `${inner}.`),
  ];
}

/** The fields of a class and of those it extends; what is in every file is told once. */
function fieldsOf(name) {
  const { base, fields } = classes.get(name);
  return base === null || base === 'CommonFile' ? fields : [...fieldsOf(base), ...fields];
}

function table(fields) {
  const rows = fields.map((field) => `| \`${field.name}\` | ${meaning(field).replaceAll('|', '\\|')} |`);
  return ['| key | meaning |', '|---|---|', ...rows].join('\n');
}

function meaning({ name, text, initial, limits: { Min, Max, IsIn } }) {
  if (text === '') throw new Error(`${name} has no comment that says what it is`);
  const range = Min && Max ? `${plain(Min)} to ${plain(Max)}` : Min && `at least ${plain(Min)}`;
  const limits = [
    ...(initial === null ? [] : [`default ${plain(initial)}`]),
    ...(range && !text.includes(range) ? [range] : []),
    ...(IsIn && !text.includes('`') ? [`one of ${plain(IsIn).slice(1, -1)}`] : []),
  ].join(', ');
  return limits === '' ? text : `${text} ${limits[0].toUpperCase()}${limits.slice(1)}.`;
}

/** A literal of the source as people write it. */
function plain(literal) {
  return literal.replace(/(?<=\d)_(?=\d)/g, '').replaceAll("'", '');
}

/** Keys by the reason for which they do nothing. */
async function noEffect() {
  const { outputText } = ts.transpileModule(readFileSync(join(config, 'no-effect.ts'), 'utf8'), {
    compilerOptions: { module: ts.ModuleKind.ESNext },
  });
  const { wanNoEffect, steeringNoEffect } = await import(
    `data:text/javascript,${encodeURIComponent(outputText)}`
  );
  return [
    ['WAN file', wanNoEffect],
    ['steering file', steeringNoEffect],
  ].map(([kind, keys]) => {
    const rows = Object.entries(keys).map(([key, why]) => `| \`${key}\` | ${why} |`);
    return [`| in a ${kind} | why |`, '|---|---|', ...rows].join('\n');
  });
}
