import { Type } from 'class-transformer';
import { IsArray, IsInstance, IsInt, IsOptional, IsString, Max, Min, ValidateNested } from 'class-validator';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { isWanctlError, parseOptions } from '../src/index.js';

class Part {
  @IsInt()
  @Min(1)
  @Max(9)
  size = 1;
}

class SampleOptions {
  @IsInt()
  @Min(1)
  @Max(65_535)
  port = 443;

  @IsString()
  name = '';

  @IsArray()
  @IsInt({ each: true })
  list: number[] = [];

  @IsOptional()
  @IsString()
  password?: string;

  // ValidateNested takes a list, too.
  @IsInstance(Part)
  @ValidateNested()
  @Type(() => Part)
  part = new Part();
}

const KEYS = [
  'port',
  'name',
  'list',
  'password',
  'part',
  'size',
  'constructor',
  'toString',
  'a\nb',
  '__proto__',
];
const SECRET = 'hunter-zwei';
const value = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    fc.constantFrom<unknown>(
      0,
      1,
      9,
      10,
      65_536,
      1e308,
      Number.NaN,
      Number.POSITIVE_INFINITY,
      5n,
      'x\u001b[2J',
      null,
    ),
    fc.date({ noInvalidDate: false }),
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(fc.constantFrom(...KEYS), tie('value'), { maxKeys: 4 }),
    fc.constant({ password: SECRET }),
  ),
})).value;

it('are within their ranges, or refused in one line that shows no secret', () => {
  fc.assert(
    fc.property(value, (raw) => {
      try {
        const { port, list, part } = parseOptions(SampleOptions, raw);
        expect(Number.isInteger(port) && port >= 1 && port <= 65_535).toBe(true);
        expect(list.every(Number.isInteger)).toBe(true);
        expect(part.size >= 1 && part.size <= 9).toBe(true);
      } catch (error) {
        if (!isWanctlError(error)) throw error;
        expect(error.code).toBe('ERR_OPTIONS_INVALID');
        expect(error.message).not.toMatch(/[\p{Cc}\p{Zl}\p{Zp}]/u);
        expect(error.message).not.toContain(SECRET);
      }
    }),
  );
});
