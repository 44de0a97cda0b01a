import type { CommonFile, RouterSection } from './common-schema.js';
import { checkHealthCheck } from './health-check.js';
import type { Report } from './report.js';
import { MIN_TIMEOUT_SEC, schemeOf, transportOf } from './to-common-settings.js';
import { isTruthy, looseNumber } from './values.js';

/** Reports what is wrong or doubtful about the keys that WAN files and steering files share. */
export function checkCommon(
  file: CommonFile & { timeouts: object },
  defaultTimeouts: Readonly<Record<string, number>>,
  report: Report,
): void {
  const texts = {
    'router.host': file.router.host,
    'router.user': file.router.user,
    lock_file: file.lock_file,
  };
  for (const [path, text] of Object.entries(texts)) {
    if (text === '') report.warn(path.split('.'), 'is empty');
  }
  const timeouts = { ...file.timeouts } as Record<string, unknown>;
  for (const [key, defaultSec] of Object.entries(defaultTimeouts)) {
    checkLooseNumber(timeouts[key], MIN_TIMEOUT_SEC, {
      path: ['timeouts', key],
      otherwise: defaultSec,
      report,
    });
  }
  checkRouter(file.router, report);
  checkHealthCheck(file.health_check, report);
}

/** Doubts a number that no rule checks. */
export function checkLooseNumber(
  value: unknown,
  min: number,
  { path, otherwise, report }: { path: readonly string[]; otherwise: number; report: Report },
): void {
  if (value === undefined || looseNumber(value, min) !== null) return;
  const wanted = min > 0 ? 'a number above 0' : 'a number';
  report.warn(path, `should be ${wanted}; ${otherwise} is used instead`);
}

/** Doubts a switch that counts as true or false without being either, as Python takes it. */
export function checkSwitch(value: unknown, path: readonly string[], report: Report): void {
  if (value === undefined || typeof value === 'boolean') return;
  report.warn(path, `should be true or false; it counts as ${isTruthy(value)}`);
}

function checkRouter(router: RouterSection, report: Report): void {
  const passwordType = typeof (router.password ?? '');
  if (passwordType === 'bigint' || passwordType === 'number') {
    report.warn(['router', 'password'], 'is read as a number; put it in quotes');
  } else if (passwordType !== 'string') {
    report.error(['router', 'password'], 'must be text; put it in quotes');
  }
  checkSwitch(router.verify_ssl, ['router', 'verify_ssl'], report);
  const transport = transportOf(router);
  if (router.fallback === transport) {
    report.warn(['router', 'fallback'], 'is the first transport too; without a second way there is none');
  }
  if (transport === 'rest') checkEncryption(router, report);
}

function checkEncryption(router: RouterSection, report: Report): void {
  if (schemeOf(router) === 'https') return;
  if (router.scheme === 'http') {
    report.warn(['router', 'scheme'], 'lets the password travel in clear; https is safe');
  } else {
    report.warn(
      ['router', 'port'],
      'means http, and the password travels in clear, unless "scheme: https" is given',
    );
  }
}
