/** One answer as a program printed it. */
export interface EchoLine {
  /** The address that answered, as text. */
  readonly address: string;
  /** The program's own count. */
  readonly sequence: number;
  /** Calendar time at which the program had the answer, ms. */
  readonly stampMs: number;
  readonly rttMs: number;
}
