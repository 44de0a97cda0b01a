// reflect-metadata must be evaluated before tsyringe, in the same file: a bundler may hoist either into a
// shared chunk. This is the only file that imports tsyringe.
import 'reflect-metadata';
import { container, type DependencyContainer, inject, injectable } from 'tsyringe';
import { WanctlError } from './errors.js';
import type { Token } from './token.js';

/** Holds values under tokens; made by `createContainer`. */
export type Container = DependencyContainer;
export { inject };

/** Some class. */
// biome-ignore lint/suspicious/noExplicitAny: any parameter list is what "some class" means
export type Constructor<T = unknown> = new (...parameters: any[]) => T;

/** A container of its own, or one below `parent` that sees what is provided there. */
export function createContainer(parent: Container = container): Container {
  return parent.createChildContainer();
}

/** Adds a value under a token; with `resolveAll`, several may share one. */
export function provide<T>(container: Container, token: Token<T>, value: T): void {
  container.register<T>(token, { useValue: value });
}

/** The value last provided under a token, here or in a container above. */
export function resolve<T>(container: Container, token: Token<T>): T {
  return container.resolve<T>(token);
}

/** All values provided under a token, in order; none when there are none. */
export function resolveAll<T>(container: Container, token: Token<T>): T[] {
  return container.isRegistered(token, true) ? container.resolveAll<T>(token) : [];
}

/**
 * Tokens that a class wants injected, in order of its parameters. Rejects a class with a parameter that lacks
 * `@inject(TOKEN)`: tsyringe would silently pass `undefined` for it.
 */
export function injectedTokens(type: Constructor): Token<unknown>[] {
  const recorded: Record<number, { token: Token<unknown> }> =
    Reflect.getOwnMetadata('injectionTokens', type) ?? {};
  return Array.from({ length: type.length }, (_, index) => {
    const token = recorded[index]?.token;
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
