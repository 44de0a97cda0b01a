/** Names a thing in a container. The type parameter says what comes out. */
export type Token<T> = symbol & { readonly provides?: T };

/** The token of that name: the same one for every copy of this package in the process. */
export function token<T>(name: string): Token<T> {
  return Symbol.for(`@wanctl/core:${name}`) as Token<T>;
}
