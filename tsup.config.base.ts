import type { Options } from 'tsup';

/** Build settings shared by every package: ESM only, Node 20, declarations, source maps. */
export const base: Options = {
  entry: ['src/index.ts'],
  format: ['esm'],
  target: 'node20',
  platform: 'node',
  sourcemap: true,
  clean: true,
  // All of class-validator takes 10 MB of memory, with the phone numbers of every country; we use a dozen of its
  // checks. It keeps its metadata in one place for all copies, so that a plugin may bring its own.
  noExternal: ['class-validator'],
  banner: {
    js: "/*! Contains parts of class-validator and validator.js, MIT License, (c) TypeStack, Chris O'Hara */",
  },
  splitting: true,
  treeshake: false,
  // tsup 8.5.1 sets `baseUrl` itself, which TypeScript 6 reports as TS5101.
  dts: { compilerOptions: { ignoreDeprecations: '6.0' } },
};
