import { IsNumber, Max, Min, ValidateBy } from 'class-validator';

/** Options of the `cake` probe. */
export class CakeProbeOptions {
  /**
   * Time between two reads while the WAN is not GREEN, a queue carries half its limit or more, or the signals are
   * being learned; ms, 50 to 10000. Less shows a change sooner and gives the router more to do.
   */
  @IsNumber()
  @Min(50)
  @Max(10_000)
  fast_ms = 500;

  /** Time between two reads otherwise, ms, `fast_ms` to 60000. More spares the router and notices load later. */
  @IsNumber()
  @IsNotBelowFast()
  @Max(60_000)
  slow_ms = 5000;
}

function IsNotBelowFast(): PropertyDecorator {
  return ValidateBy({
    name: 'isNotBelowFast',
    validator: {
      validate(slowMs, context) {
        const { fast_ms: fastMs = 0 } = (context?.object ?? {}) as Partial<CakeProbeOptions>;
        return slowMs >= fastMs;
      },
      defaultMessage: () => 'must not be less than fast_ms',
    },
  });
}
