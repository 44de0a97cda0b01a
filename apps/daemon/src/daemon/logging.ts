import { accessSync, constants, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { type Logger, localTime, messageOf, WanctlError } from '@wanctl/core';
import winston from 'winston';
import type { LoggingSettings } from '../config/common-settings.js';
import { redact } from '../config/redact.js';

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
  /** Opens the files anew: logrotate may have moved them away, a full disk ended them. */
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

/** Opens a WAN's log, which shows no secret. Throws `ERR_STATE_IO` when a log file cannot be written, with what to do. */
export function openLog({ name, files, debug, console }: LogOptions): Log {
  const line = winston.format.printf(({ level, message }) =>
    formatLine(new Date(), name, level, redact(String(message))),
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

/**
 * Logs into a file; the returned function opens it anew. Whether that is needed cannot be told: winston goes on without
 * a word when the file was moved, and when a full disk has ended its stream.
 */
function keepFile(
  logger: winston.Logger,
  filename: string,
  level: string,
  settings: LoggingSettings,
): () => void {
  let transport = openFile(filename, level, settings);
  logger.add(transport);
  return () => {
    try {
      const next = openFile(filename, level, settings);
      logger.add(next).remove(transport);
      transport = next;
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
