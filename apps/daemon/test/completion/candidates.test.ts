import { expect, it } from 'vitest';
import { candidatesFor } from '../../src/completion/candidates.js';
import { createProgram } from '../../src/program.js';

const program = createProgram(() => {});
const names = (shell: string, ...words: string[]) => {
  const candidates = candidatesFor(program, ['wanctl', ...words], shell);
  return candidates === 'files' ? candidates : candidates.map(({ name }) => name);
};

it.each(['bash', 'zsh'])('%s: commands first, then options, choices and files', (shell) => {
  expect(names(shell, '')).toContain('status');
  expect(names(shell, '')).not.toContain('completion-server');
  expect(names(shell, 'status')).toContain('status');
  expect(names(shell, 'status', '')).toEqual(['--config', '--json', '--help']);
  expect(names(shell, 'status', '--co')).toContain('--config');
  expect(names(shell, 'status', '--config', '')).toBe('files');
  expect(names(shell, 'run', '--config', 'a.yaml', 'b')).toBe('files');
  expect(names(shell, 'check-config', '')).toBe('files');
  expect(names(shell, 'completion', '')).toEqual(['bash', 'zsh', 'fish']);
  expect(names(shell, 'plugins', '')).toEqual(['new']);
  expect(names(shell, 'plugins', '--')).toContain('--config');
  expect(names(shell, 'plugins', 'new', '')).toContain('probe');
});

it('fish: the last word may be finished', () => {
  expect(names('fish')).toContain('status');
  expect(names('fish', 'st')).toContain('status');
  expect(names('fish', 'status')).toEqual(['--config', '--json', '--help']);
  expect(names('fish', 'status', '--co')).toContain('--config');
  expect(names('fish', 'status', '--config')).toBe('files');
  expect(names('fish', 'run', '--config', 'a.yaml')).toBe('files');
  expect(names('fish', 'completion')).toEqual(['bash', 'zsh', 'fish']);
  expect(names('fish', 'plugins')).toEqual(['new']);
  expect(names('fish', 'plugins', 'new')).toContain('probe');
});
