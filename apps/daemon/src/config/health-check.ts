import type { HealthCheckSettings } from './common-settings.js';
import type { Report } from './report.js';
import { Flag, Host, MayBeAbsent, Port, Token } from './rules.js';
import { secret } from './secret.js';

/** `health_check`: the web page and the health document. */
export class HealthCheckSection {
  /** Serve them; default true when the file says anything here, else false. */
  @MayBeAbsent() @Flag() enabled?: boolean;

  /** Address or name to listen on; default 127.0.0.1. Any but the loopback needs `token`. */
  @MayBeAbsent() @Host() host?: string;

  /** TCP port; default 9101, in a steering file 9102. */
  @MayBeAbsent() @Port() port?: bigint | string;

  /** What a reader has to show; default nothing. `${NAME}` takes it from the environment, `${file:PATH}` from a file. */
  @MayBeAbsent() @Token() token?: string;
}

const LOOPBACK = /^(localhost|::1|127(\.\d{1,3}){3})$/;

/** Doubts a page that would not be served. */
export function checkHealthCheck(
  { enabled, host = '127.0.0.1', token }: HealthCheckSection,
  report: Report,
): void {
  if (enabled === false || token !== undefined || LOOPBACK.test(host)) return;
  report.warn(
    ['health_check', 'host'],
    'can be reached by others: nothing is served unless there is a "token" beside it',
  );
}

/** The settings of a section without errors; null: nothing is served, as in a file that does not speak of it. */
export function toHealthCheck(section: HealthCheckSection, defaultPort: number): HealthCheckSettings | null {
  const { enabled, host, port, token } = section;
  const isThere = Object.values(section).some((value) => value !== undefined);
  if (enabled === false || !isThere) return null;
  return {
    host: host ?? '127.0.0.1',
    port: Number(port ?? defaultPort),
    token: token === undefined ? null : secret(token),
  };
}
