// reflect-metadata must be evaluated before tsyringe, in the same file: a bundler may hoist either into a
// shared chunk. This is the only file that imports tsyringe.
import 'reflect-metadata';
import { container, type DependencyContainer, inject, injectable } from 'tsyringe';
import { WanctlError } from './errors.js';
import type { Token } from './tokens.js';

export type Container = DependencyContainer;
export { inject };

// biome-ignore lint/suspicious/noExplicitAny: any parameter list is what "some class" means
export type Constructor<T = unknown> = new (...parameters: any[]) => T;

/** A container of its own: nothing registered here is seen by another. */
export function createContainer(): Container {
  return container.createChildContainer();
}

/**
 * Tokens that a class wants injected, in order of its parameters. Rejects a class with a parameter that lacks
 * `@inject(TOKEN)`: tsyringe would silently pass `undefined` for it.
 */
export function injectedTokens(type: Constructor): Token<unknown>[] {
  const recorded: Record<number, Token<unknown>> = Reflect.getOwnMetadata('injectionTokens', type) ?? {};
  return Array.from({ length: type.length }, (_, index) => {
    const token = recorded[index];
    if (token === undefined) {
      throw new WanctlError(
        'ERR_INJECT_MISSING',
        `${type.name}: constructor parameter ${index + 1} has no @inject(TOKEN); write one on every parameter`,
      );
    }
    return token;
  });
}

/** Makes the class resolvable from a container after checking that every parameter is injected. */
export function makeInjectable<T>(type: Constructor<T>): Constructor<T> {
  injectedTokens(type);
  injectable<T>()(type);
  return type;
}
