import { isSecretKey } from '@wanctl/core';
import type { Problem } from './problem.js';
import type { YamlDocument } from './yaml11.js';

/** Collects what is wrong with a file while it is checked; each key path finds its line by itself. */
export interface Report {
  readonly problems: readonly Problem[];
  /** Notes that the file cannot be used as it is. */
  error(path: readonly string[], message: string, options?: { value: 'hidden' }): void;
  /** Notes a doubt, unless the value is known to be wrong already. */
  warn(path: readonly string[], message: string, options?: { value: 'hidden' }): void;
  /** True when the value at `path` or a section around it is known to be wrong. */
  failed(path: readonly string[]): boolean;
}

/** A report about one document. Values under keys that sound secret, or with such a key in a flow mapping, are always hidden. */
export function createReport(document: YamlDocument): Report {
  const problems: Problem[] = [];
  const add = (severity: Problem['severity'], path: readonly string[], message: string, hidden: boolean) => {
    const { line, spelling } = document.find(path);
    const isSecret = path.some(isSecretKey) || (/^[[{]/.test(spelling ?? '') && isSecretKey(spelling ?? ''));
    const value = hidden || isSecret ? null : spelling;
    problems.push({ severity, path: path.join('.'), line, value, message });
  };
  const failed = (path: readonly string[]) =>
    problems.some(
      ({ severity, path: wrong }) => severity === 'error' && `${path.join('.')}.`.startsWith(`${wrong}.`),
    );
  return {
    problems,
    failed,
    error: (path, message, options) => add('error', path, message, options?.value === 'hidden'),
    warn: (path, message, options) => {
      if (!failed(path)) add('warning', path, message, options?.value === 'hidden' || path.length === 0);
    },
  };
}
