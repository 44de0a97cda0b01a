import { defineConfig } from 'tsup';
import { base } from '../../tsup.config.base.js';

export default defineConfig([
  // The other build cleans its own folder.
  { ...base, clean: ['*.*'] },
  {
    entry: ['src/page/page.ts', 'src/page/page.css'],
    outDir: 'dist/page',
    publicDir: 'src/page/static',
    format: ['esm'],
    target: 'es2022',
    platform: 'browser',
    noExternal: [/./],
    minify: true,
    banner: {
      js: '/*! Contains uPlot, MIT License, (c) Leon Sorokin, and lit-html, BSD-3-Clause License, (c) Google LLC */',
    },
    clean: true,
  },
]);
