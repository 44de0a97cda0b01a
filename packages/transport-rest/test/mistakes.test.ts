import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { RestTransportOptions } from '../src/index.js';
import { closedPort, httpServer, rawServer, router, transportTo } from './harness.js';

const READ = { menu: 'queue/tree' };
const https = async () => (await router()).httpsPort;
const http = async () => (await router()).httpPort;
const body = (text: string) => () => httpServer((_, response) => response.end(text));

type Mistake = [
  what: string,
  port: () => Promise<number>,
  options: Partial<RestTransportOptions>,
  kind: string,
  line: string,
];

const WRONG_PIN = createHash('sha256').update('another certificate').digest('hex');
const PORTAL = '<!DOCTYPE html>\n<title>Log in</title>';

const MISTAKES: Mistake[] = [
  [
    'a host without an address',
    http,
    { host: 'router.invalid' },
    'unreachable',
    'no address .* check host and DNS',
  ],
  ['a port where nobody listens', closedPort, {}, 'unreachable', 'connection refused; check the port'],
  [
    'a port of SSH',
    () => rawServer((socket) => socket.write('SSH-2.0-ROSSSH\r\n')),
    {},
    'protocol',
    'check port',
  ],
  [
    'TLS to a plain port',
    http,
    { scheme: 'https' },
    'unreachable',
    'no TLS on this port; check port and scheme',
  ],
  ['plain HTTP to a TLS port', https, {}, 'unreachable', 'check port and scheme'],
  ['an unknown user', http, { user: 'nobody' }, 'auth', 'user or password refused .* check both'],
  ['a wrong password', http, { password: 'wrong' }, 'auth', 'user or password refused .* check both'],
  ['an unknown authority', https, { scheme: 'https' }, 'unreachable', 'give ca_file, or pin it'],
  ['a wrong pin', https, { scheme: 'https', tls_fingerprint: WRONG_PIN }, 'unreachable', 'run "wanctl pin'],
  ['a captive portal', body(PORTAL), {}, 'protocol', 'not RouterOS data; check that host and port'],
  ['truncated JSON', body('[{".id":"*1","na'), {}, 'protocol', 'not RouterOS data'],
  ['10 MB of JSON', body(`["${'x'.repeat(1e7)}"]`), {}, 'protocol', 'longer than 4 MiB'],
];

describe('one line says what is wrong', () => {
  it.each(MISTAKES)('with %s', async (_, port, options, kind, line) => {
    const error = await transportTo(await port(), options)
      .read(READ)
      .catch((thrown) => thrown);
    expect(error).toMatchObject({ name: 'TransportError', kind, mayHaveApplied: false });
    // A dot is no line end, so nothing may stand before or after this line.
    expect(error.message).toMatch(new RegExp(`^rest https?://.*: GET queue/tree: .*${line}.*$`));
  });

  it("with another request's answer to a change, which leaves it in doubt", async () => {
    const port = await httpServer((_, response) => response.end('{".id":"*2","max-limit":"1"}'));
    const change = { menu: 'queue/tree', id: '*1', set: { 'max-limit': '1' } };
    expect(await transportTo(port).apply([change])).toMatchObject([
      { status: 'failed', error: { kind: 'protocol', mayHaveApplied: true } },
    ]);
  });
});
