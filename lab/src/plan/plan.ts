// For reflect-metadata, which class-transformer's @Type reads and only core imports.
import '@wanctl/core';
import { Type } from 'class-transformer';
import {
  ArrayNotEmpty,
  IsArray,
  IsBoolean,
  IsInt,
  IsString,
  Max,
  Min,
  ValidateNested,
} from 'class-validator';
import { Scenario } from './scenario.js';

/** What is to be run: every law in every scenario, so often. */
export class Plan {
  /** Names of the laws; see `laws.ts`. */
  @IsArray() @ArrayNotEmpty() @IsString({ each: true }) laws!: string[];

  /** How often each law runs in each scenario; default 1. */
  @IsInt() @Min(1) @Max(50) repeat = 1;

  /** Fail unless `off` shows bufferbloat and every other law much less; default false. */
  @IsBoolean() selfTest = false;

  @IsArray() @ArrayNotEmpty() @ValidateNested({ each: true }) @Type(() => Scenario) scenarios!: Scenario[];
}

/** One run of a plan. */
export interface PlannedRun {
  readonly scenario: Scenario;
  readonly law: string;
  /** From 1. */
  readonly round: number;
}

/** The runs in order: laws alternate, so that what disturbs the machine for a while disturbs them all. */
export function runsOf({ laws, repeat, scenarios }: Plan): PlannedRun[] {
  const rounds = Array.from({ length: repeat }, (_, index) => index + 1);
  return scenarios.flatMap((scenario) =>
    rounds.flatMap((round) => laws.map((law) => ({ scenario, law, round }))),
  );
}
