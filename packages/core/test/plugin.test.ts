import { IsInt, Max, Min } from 'class-validator';
import { describe, expect, it } from 'vitest';
import {
  createContainer,
  definePlugin,
  findPlugin,
  inject,
  knownPlugins,
  LOGGER,
  type Logger,
  OPTIONS,
  type Probe,
  type ProbeHealth,
  provide,
  registerPlugin,
  resolve,
  type Token,
} from '../src/index.js';
import { RecordingLogger } from '../src/testing/index.js';

class EchoOptions {
  /** How many, 1 to 9. */
  @IsInt()
  @Min(1)
  @Max(9)
  count = 3;
}

class EchoProbe implements Probe {
  readonly measures = 'rtt';

  constructor(
    @inject(OPTIONS) readonly options: EchoOptions,
    @inject(LOGGER) readonly logger: Logger,
  ) {}

  async start(): Promise<void> {}
  async stop(): Promise<void> {}
  health(): ProbeHealth {
    return { state: 'healthy', engine: 'echo', detail: '' };
  }
}

const echo = definePlugin({ kind: 'probe', name: 'echo', options: EchoOptions, component: EchoProbe });

function hostWith(logger: Logger) {
  const container = createContainer();
  provide(container, LOGGER, logger);
  return { resolve: <T>(token: Token<T>) => resolve(container, token) };
}

describe('definePlugin', () => {
  it('creates the component with checked options and what the host provides', () => {
    const logger = new RecordingLogger();
    const probe = echo.create(hostWith(logger), { count: 5 }) as EchoProbe;
    expect(probe.options.count).toBe(5);
    expect(probe.logger).toBe(logger);
    expect((echo.create(hostWith(logger), undefined) as EchoProbe).options.count).toBe(3);
  });

  it('names every option that will not do', () => {
    expect(() => echo.create(hostWith(new RecordingLogger()), { count: 12, speed: 1 })).toThrow(
      /speed is not a known key; count must not be greater than 9 \(it is 12\)/,
    );
  });

  it('refuses a parameter without @inject at once', () => {
    class Forgetful extends EchoProbe {
      constructor(
        @inject(OPTIONS) options: EchoOptions,
        readonly forgotten: Logger,
      ) {
        super(options, forgotten);
      }
    }
    expect(() =>
      definePlugin({ kind: 'probe', name: 'f', options: EchoOptions, component: Forgetful }),
    ).toThrow('Forgetful: constructor parameter 2 has no @inject(TOKEN)');
  });

  it('turns what the component throws into one line', () => {
    class Broken extends EchoProbe {
      constructor(@inject(OPTIONS) options: EchoOptions, @inject(LOGGER) logger: Logger) {
        super(options, logger);
        throw new TypeError('no such device');
      }
    }
    const broken = definePlugin({ kind: 'probe', name: 'broken', options: EchoOptions, component: Broken });
    expect(() => broken.create(hostWith(new RecordingLogger()), {})).toThrow('no such device');
  });
});

describe('the registry', () => {
  it('finds by kind and name, and lists what there is when there is none', () => {
    const container = createContainer();
    registerPlugin(container, echo, 'bundled');
    expect(findPlugin(container, 'probe', 'echo')).toBe(echo);
    expect(() => findPlugin(container, 'probe', 'ehco')).toThrow('unknown probe "ehco"; known: echo');
    expect(() => findPlugin(container, 'transport', 'echo')).toThrow('unknown transport "echo"; known: none');
  });

  it('keeps containers apart', () => {
    registerPlugin(createContainer(), echo, 'bundled');
    expect(knownPlugins(createContainer())).toEqual([]);
  });

  it.each([
    [undefined, 'x is not a wanctl plugin'],
    [{ ...echo, apiVersion: 2 }, 'x speaks plugin API 2, this wanctl speaks 1'],
    [{ ...echo, kind: 'printer' }, 'kind must be one of transport, probe, assessor, state-store'],
  ])('refuses %o', (value, message) => {
    expect(() => registerPlugin(createContainer(), value, 'x')).toThrow(message);
  });

  it('refuses two of one kind and name', () => {
    const container = createContainer();
    registerPlugin(container, echo, 'bundled');
    expect(() => registerPlugin(container, { ...echo }, 'plugin "other"')).toThrow(
      'plugin "other": there is another probe named "echo"',
    );
  });
});
