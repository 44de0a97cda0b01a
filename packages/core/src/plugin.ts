import type { Assessor } from './assessor.js';
import { type Constructor, createContainer, injectedTokens, makeInjectable } from './di.js';
import { isWanctlError, messageOf, WanctlError } from './errors.js';
import { parseOptions } from './options.js';
import type { Probe } from './probe.js';
import type { StateStore } from './state-store.js';
import type { Token } from './token.js';
import { OPTIONS } from './tokens.js';
import type { Transport } from './transport.js';

/** Version of the contracts in this package that plugins are built against. */
export const API_VERSION = 1;

/** What each kind of plugin creates. */
export interface PluginProducts {
  transport: Transport;
  probe: Probe;
  assessor: Assessor;
  'state-store': StateStore;
}
/** What a plugin can provide. */
export type PluginKind = keyof PluginProducts;

/** What the host hands to a component: everything it has a token for. */
export interface PluginHost {
  /** The value under that token; throws when the host has none. */
  resolve<T>(token: Token<T>): T;
}

/**
 * The default export of a plugin package: plain data and one function, so that nothing depends on which copy
 * of this package a plugin was built with.
 */
export interface Plugin<K extends PluginKind = PluginKind> {
  readonly apiVersion: number;
  readonly kind: K;
  /** The name that configuration files use. */
  readonly name: string;
  /** Makes a configured component; it does nothing yet but keep its parameters. Throws `WanctlError`. */
  create(host: PluginHost, options: unknown): PluginProducts[K];
}

/** What `definePlugin` makes a plugin of. */
export interface PluginDefinition<K extends PluginKind, O extends object> {
  readonly kind: K;
  readonly name: string;
  /** A class with class-validator decorators; the component gets a checked instance as `@inject(OPTIONS)`. */
  readonly options: new () => O;
  /** A class with `@inject(TOKEN)` on every constructor parameter. */
  readonly component: Constructor<PluginProducts[K]>;
}

/** A plugin from a class and its options class. */
export function definePlugin<K extends PluginKind, O extends object>(
  definition: PluginDefinition<K, O>,
): Plugin<K> {
  const { kind, name } = definition;
  const component = makeInjectable(definition.component);
  return {
    apiVersion: API_VERSION,
    kind,
    name,
    create(host, raw) {
      const container = createContainer();
      container.register(OPTIONS, { useValue: parseOptions(definition.options, raw) });
      for (const token of injectedTokens(component)) {
        if (token !== OPTIONS) container.register(token, { useFactory: () => host.resolve(token) });
      }
      try {
        return container.resolve(component);
      } catch (error) {
        if (isWanctlError(error)) throw error;
        throw new WanctlError('ERR_PLUGIN_CREATE', `${kind} "${name}" failed to start: ${messageOf(error)}`, {
          cause: error,
        });
      }
    },
  };
}
