import type { LoggingSection, RouterSection } from './common-schema.js';
import type { LoggingSettings, NamedSettings, ProbeSettings, RouterSettings } from './common-settings.js';
import { secret } from './secret.js';
import { isTruthy, looseNumber, toJsonObject, toNumber } from './values.js';

const HTTPS_PORT = 443n;

/** The router's settings from a section without errors. */
export function toRouterSettings(section: RouterSection, commandTimeoutMs: number): RouterSettings {
  const tlsFingerprint = plainHex(section.tls_fingerprint);
  const hostKeyFingerprint = plainHex(section.host_key_fingerprint);
  return {
    transport: transportOf(section),
    host: section.host,
    port: Number(section.port ?? HTTPS_PORT),
    scheme: schemeOf(section),
    user: section.user,
    password: secret(String(section.password ?? '')),
    sshKey: section.ssh_key,
    verifySsl: isTruthy(section.verify_ssl),
    ...(tlsFingerprint !== undefined && { tlsFingerprint }),
    ...(section.fallback !== undefined && { fallback: section.fallback }),
    sshPort: Number(section.ssh_port ?? 22),
    ...(hostKeyFingerprint !== undefined && { hostKeyFingerprint }),
    options: toJsonObject(section.options ?? {}),
    commandTimeoutMs,
  };
}

function plainHex(fingerprint: string | undefined): string | undefined {
  return fingerprint?.replaceAll(':', '').toLowerCase();
}

/** The transport's name; the Python original's default is `ssh`. */
export function transportOf(section: RouterSection): string {
  return section.transport ?? 'ssh';
}

/** The scheme of the REST service. Without `scheme` only the whole number 443 means https, not "443" in quotes. */
export function schemeOf(section: RouterSection): 'https' | 'http' {
  return section.scheme ?? ((section.port ?? HTTPS_PORT) === HTTPS_PORT ? 'https' : 'http');
}

/** The logs' settings; `maxBytes` is 0 when either key asks for no rotation. */
export function toLoggingSettings(section: LoggingSection): LoggingSettings {
  const backupCount = toNumber(section.backup_count ?? 3);
  const maxBytes = toNumber(section.max_bytes ?? 10_485_760);
  return {
    mainLog: section.main_log,
    debugLog: section.debug_log,
    maxBytes: backupCount === 0 ? 0 : maxBytes,
    backupCount,
  };
}

/** A probe from its section, in which options are beside the name. */
export function toProbeSettings(section: Record<string, unknown>, defaultKind: string): ProbeSettings {
  const { kind, ...options } = section;
  return { kind: String(kind ?? defaultKind), options: toJsonObject(options) };
}

/** A law or a state store from its name, or from its section, in which options are beside the name. */
export function toNamedSettings(
  section: string | Record<string, unknown> = {},
  defaultName: string,
): NamedSettings {
  if (typeof section === 'string') return { name: section, options: {} };
  const { name, ...options } = section;
  return { name: String(name ?? defaultName), options: toJsonObject(options) };
}

/** A timeout in ms from one in seconds; `defaultSec` when it is absent or unusable. */
export function toTimeoutMs(valueSec: unknown, defaultSec: number): number {
  return (looseNumber(valueSec, MIN_TIMEOUT_SEC) ?? defaultSec) * 1000;
}

/** Timeouts below are unusable, seconds. */
export const MIN_TIMEOUT_SEC = 0.001;
