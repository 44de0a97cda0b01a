import { IsInt, IsString, Max, Min } from 'class-validator';
import { describe, expect, it } from 'vitest';
import { checkOptions, knownKeys, parseOptions } from '../src/index.js';

class LoginOptions {
  @IsString()
  user!: string;

  @IsString()
  password!: string;

  @IsInt()
  @Min(1)
  @Max(65535)
  port = 443;
}

describe('options', () => {
  it('come back as an instance with defaults', () => {
    expect(parseOptions(LoginOptions, { user: 'u', password: 'p' })).toEqual({
      user: 'u',
      password: 'p',
      port: 443,
    });
  });

  it('are refused with everything that is wrong with them', () => {
    const { problems } = checkOptions(LoginOptions, { user: 7, port: 0, speed: 1 });
    expect(problems.map(({ kind, path }) => `${kind} ${path.join('.')}`)).toEqual([
      'unknown speed',
      'invalid user',
      'missing password',
      'invalid port',
    ]);
  });

  it('never show a secret', () => {
    expect(() => parseOptions(LoginOptions, { user: 'u', password: 12345 })).toThrow(
      /^password must be a string$/,
    );
  });

  it('are known by their keys', () => {
    expect(knownKeys(LoginOptions).sort()).toEqual(['password', 'port', 'user']);
  });
});
