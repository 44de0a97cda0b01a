import { defineConfig } from 'tsup';
import { base } from '../tsup.config.base.js';

export default defineConfig({
  ...base,
  entry: {
    main: 'src/main.ts',
    world: 'src/real/world.ts',
    'evening-router': 'src/compressed/evening-router.ts',
    'evening-line': 'src/compressed/evening-line.ts',
    'in-daemon': 'src/real/in-daemon.ts',
  },
  dts: false,
});
