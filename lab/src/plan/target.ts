import { IsIn, IsNumber, IsOptional, IsString } from 'class-validator';
import { FIGURES } from '../score/figures.js';

/** What a figure of a scenario, the median of its runs, is to be. One of `atMost` and `atLeast` is given. */
export class Target {
  /** Its name in tables. */
  @IsIn(FIGURES.map(({ name }) => name)) figure!: string;

  /** The law that is to reach it; default each but `of`. */
  @IsOptional() @IsString() law?: string;

  @IsOptional() @IsNumber() atMost?: number;

  @IsOptional() @IsNumber() atLeast?: number;

  /** The law of whose figure that is a multiple; default: it is a figure by itself. */
  @IsOptional() @IsString() of?: string;
}
