import { checkOptions, isJsonObject } from '@wanctl/core';
import { IsNotEmpty, IsOptional, IsString, Min, ValidateBy } from 'class-validator';

/** Where one document is kept. */
export class DocumentOptions {
  /** Path of the JSON file. Its folder is made when it is missing. */
  @IsString()
  @IsNotEmpty()
  file!: string;

  /**
   * Path where an older program keeps the same document. A newer file there is taken over once, then that path
   * becomes a symbolic link to `file`. Default: none.
   */
  @IsOptional()
  @IsString()
  @IsNotEmpty()
  formerly?: string;
}

/** Where one lock is kept. */
export class LockOptions {
  /** Path of the lock file. Its folder must exist. */
  @IsString()
  @IsNotEmpty()
  file!: string;

  /** Age in seconds from which a lock file without a readable PID is taken for abandoned. */
  @Min(0)
  timeoutSec!: number;
}

/** Options of `FileStateStore`. */
export class FileStateOptions {
  /** Documents by name. Default: none. */
  @IsRecordOf(DocumentOptions)
  documents: Record<string, DocumentOptions> = {};

  /** Locks by name. Default: none. */
  @IsRecordOf(LockOptions)
  locks: Record<string, LockOptions> = {};
}

/** Demands an object whose values are options of that type; class-validator has this for `Map` only. */
function IsRecordOf(type: new () => object): PropertyDecorator {
  return ValidateBy({
    name: 'isRecordOf',
    validator: {
      validate: (record) => isJsonObject(record) && problemsIn(record, type).length === 0,
      defaultMessage: (context) =>
        `must map names to options: ${problemsIn(context?.value, type).join(', ')}`,
    },
  });
}

function problemsIn(record: unknown, type: new () => object): string[] {
  if (!isJsonObject(record)) return ['it is not an object'];
  return Object.entries(record).flatMap(([name, raw]) =>
    isJsonObject(raw)
      ? checkOptions(type, raw).problems.map(({ path, allowed }) => `${name}.${path.join('.')} ${allowed}`)
      : [`${name} must be an object`],
  );
}
