import { Type } from '@wanctl/core';
import {
  ArrayNotEmpty,
  IsArray,
  IsInt,
  IsOptional,
  IsString,
  Max,
  Min,
  ValidateNested,
} from 'class-validator';
import { nameOf, Scenario } from './scenario.js';
import { Target } from './target.js';

/** A scenario as it stands in a plan. */
export class PlannedScenario extends Scenario {
  /** Instead of the plan's. */
  @IsOptional() @IsArray() @ArrayNotEmpty() @IsString({ each: true }) laws?: string[];

  /** Instead of the plan's. */
  @IsOptional() @IsInt() @Min(1) @Max(50) repeat?: number;

  /** What is to be reached; default nothing. */
  @IsArray() @ValidateNested({ each: true }) @Type(() => Target) targets: Target[] = [];
}

/** What is to be run: every law in every scenario, so often. */
export class Plan {
  /** Names of the laws; see `laws.ts`. */
  @IsArray() @ArrayNotEmpty() @IsString({ each: true }) laws!: string[];

  /** How often each law runs in each scenario; default 1. */
  @IsInt() @Min(1) @Max(50) repeat = 1;

  @IsArray()
  @ArrayNotEmpty()
  @ValidateNested({ each: true })
  @Type(() => PlannedScenario)
  scenarios!: PlannedScenario[];
}

/** One run of a plan. */
export interface PlannedRun {
  /** E.g. `steps bbr adaptive 1`. */
  readonly name: string;
  readonly scenario: Scenario;
  readonly law: string;
  /** From 1. */
  readonly round: number;
}

/** The runs in order: laws alternate, so that what disturbs the machine for a while disturbs them all. */
export function runsOf({ laws, repeat, scenarios }: Plan): PlannedRun[] {
  return scenarios.flatMap((scenario) => {
    const rounds = Array.from({ length: scenario.repeat ?? repeat }, (_, index) => index + 1);
    return rounds.flatMap((round) =>
      (scenario.laws ?? laws).map((law) => {
        return { name: `${nameOf(scenario)} ${law} ${round}`, scenario, law, round };
      }),
    );
  });
}

/** Name of the folder that has the results of a run. */
export function folderOf({ name }: PlannedRun): string {
  return name.replaceAll(' ', '_');
}
