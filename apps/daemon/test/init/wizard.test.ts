import { PassThrough } from 'node:stream';
import { stripVTControlCharacters } from 'node:util';
import { expect, it } from 'vitest';
import { init } from '../../src/commands/init.js';
import { freshRouter, PASSWORD, script } from './fresh-router.js';

const ENTER = '\r';
const DOWN = '\u001b[B';

/** A person who answers each question once it stands on the screen, with the keys beside it. */
function person(answers: readonly (readonly [question: string, ...keys: string[]])[]) {
  const input = new PassThrough();
  const output = new PassThrough();
  const rest = [...answers];
  let screen = '';
  output.on('data', (chunk) => {
    screen += stripVTControlCharacters(String(chunk));
    const [question, ...keys] = rest[0] ?? [''];
    if (question === '' || !screen.includes(question)) return;
    rest.shift();
    screen = '';
    for (const key of keys) setImmediate(() => input.write(key));
  });
  return { terminal: { input, output }, unasked: rest };
}

it('asks a person for all of it, shows what to paste, and tries again after a wrong password', {
  timeout: 30_000,
}, async () => {
  const router = await freshRouter();
  const { dir, text } = await script(router);
  const { terminal, unasked } = person([
    ['A name for the line', 'home', ENTER],
    ['How shall wanctl talk', ENTER],
    ['Address of the router', new URL(router.httpsUrl).host, ENTER],
    ['Name of the user', ENTER],
    ['Does the router know wanctl', 'n'],
    ['Pasted', 'y'],
    ['Password of', 'falsch', ENTER],
    ['Try again', 'y'],
    ['How shall wanctl talk', ENTER],
    ['Address of the router', ENTER],
    ['Name of the user', ENTER],
    ['Password of', PASSWORD, ENTER],
    ['What kind of connection', DOWN, ENTER],
    ['Download in Mbit/s', '250', ENTER],
    ['Upload in Mbit/s', ENTER],
    ['leads to the internet', ENTER],
    ['leads to the home', ENTER],
    ['Pasted', 'y'],
    ['Is there another line', 'n'],
  ]);
  const printed: string[] = [];
  const status = await init(
    { dir, yes: false, dryRun: false },
    {
      env: {},
      terminal,
      print: (line) => void printed.push(line),
      usage: (message) => {
        throw new Error(message);
      },
    },
  );
  expect({ status, unasked }).toEqual({ status: 0, unasked: [] });
  const file = await text('home.yaml');
  expect(file).toContain('ceiling_mbps: 238\n    floor_mbps: 47.5\n');
  expect(file).toContain('ceiling_mbps: 40\n');
  const out = printed.join('\n');
  expect(out).toContain('/user/add name=wanctl');
  expect(out).toContain('/queue/tree/add name=WAN-Upload-home parent=ether1');
  expect(out).toContain(`wanctl run --config ${dir}/home.yaml`);
  expect(out).not.toContain(PASSWORD);
});
