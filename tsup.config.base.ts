import type { Options } from 'tsup';

/** Build settings shared by every package: ESM only, Node 20, declarations, source maps. */
export const base: Options = {
  entry: ['src/index.ts'],
  format: ['esm'],
  target: 'node20',
  platform: 'node',
  sourcemap: true,
  clean: true,
  splitting: true,
  treeshake: false,
  // tsup 8.5.1 sets `baseUrl` itself, which TypeScript 6 reports as TS5101.
  dts: { compilerOptions: { ignoreDeprecations: '6.0' } },
};
