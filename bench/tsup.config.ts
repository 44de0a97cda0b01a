import { defineConfig } from 'tsup';
import { base } from '../tsup.config.base.js';

export default defineConfig({
  ...base,
  entry: ['src/main.ts', 'src/router-worker.ts', 'src/delayed-line.ts', 'src/measuring-process.ts'],
  dts: false,
});
