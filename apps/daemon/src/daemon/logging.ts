import { accessSync, constants, mkdirSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { type Logger, localTime, messageOf, WanctlError } from '@wanctl/core';
import winston from 'winston';
import type { LoggingSettings } from '../config/common-settings.js';

/** Where a WAN's lines go. */
export interface LogOptions {
  /** Shown in each line. */
  readonly name: string;
  readonly files: LoggingSettings;
  /** Also writes DEBUG lines: to the debug file and to the console. */
  readonly debug: boolean;
  /** Also writes to the console (stderr). */
  readonly console: boolean;
}

export interface Log extends Logger {
  /** Opens files anew that somebody has moved away, as logrotate does. */
  followFiles(): void;
  /** Resolves when everything is written. */
  close(): Promise<void>;
}

const LEVEL_NAMES: Readonly<Record<string, string>> = { warn: 'WARNING' };

/** `YYYY-MM-DD HH:MM:SS,mmm [name] [LEVEL] message` in local time, which other tools parse. */
export function formatLine(wall: Date, name: string, level: string, message: string): string {
  const stamp = localTime(wall).replace('T', ' ').replace('.', ',');
  return `${stamp} [${name}] [${LEVEL_NAMES[level] ?? level.toUpperCase()}] ${message}`;
}

/** Opens a WAN's log. Throws `ERR_STATE_IO` when a log file cannot be written, with what to do. */
export function openLog({ name, files, debug, console }: LogOptions): Log {
  const line = winston.format.printf(({ level, message }) =>
    formatLine(new Date(), name, level, String(message)),
  );
  const logger = winston.createLogger({ level: 'debug', format: line });
  // A full disk must not stop the control loop: lost lines are lost.
  logger.on('error', () => {});
  const kept = [keepFile(logger, files.mainLog, 'info', files)];
  if (debug) kept.push(keepFile(logger, files.debugLog, 'debug', files));
  if (debug || console) {
    const stderrLevels = ['debug', 'info', 'warn', 'error'];
    logger.add(new winston.transports.Console({ level: debug ? 'debug' : 'info', stderrLevels }));
  }
  return {
    debug: (message) => void logger.debug(message),
    info: (message) => void logger.info(message),
    warn: (message) => void logger.warn(message),
    error: (message) => void logger.error(message),
    followFiles: () => {
      for (const follow of kept) follow();
    },
    close: () =>
      new Promise((resolve) => {
        logger.once('finish', resolve);
        logger.end();
      }),
  };
}

/** Logs into a file; the returned function opens it anew when it is no longer the one that was opened. */
function keepFile(
  logger: winston.Logger,
  filename: string,
  level: string,
  settings: LoggingSettings,
): () => void {
  let transport = openFile(filename, level, settings);
  let inode: number | null = null;
  logger.add(transport);
  return () => {
    try {
      const found = statSync(filename, { throwIfNoEntry: false })?.ino ?? null;
      const isOurs = found !== null && (inode === null || found === inode);
      inode = found;
      if (isOurs) return;
      const next = openFile(filename, level, settings);
      logger.add(next).remove(transport);
      transport = next;
      inode = null;
    } catch {
      // The folder is gone or locked: the file that is open takes the lines until it is back.
    }
  };
}

function openFile(filename: string, level: string, { maxBytes, backupCount }: LoggingSettings) {
  const folder = dirname(filename);
  try {
    mkdirSync(folder, { recursive: true, mode: 0o755 });
    accessSync(folder, constants.W_OK);
  } catch (error) {
    throw new WanctlError(
      'ERR_STATE_IO',
      `cannot write the log ${filename}: ${messageOf(error)}; run as a user who may write there, or change logging in the file`,
      { cause: error },
    );
  }
  const transport = new winston.transports.File({
    filename,
    level,
    maxsize: maxBytes,
    maxFiles: backupCount + 1,
    tailable: true,
  });
  transport.on('error', () => {});
  return transport;
}
