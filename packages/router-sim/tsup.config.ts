import { defineConfig } from 'tsup';
import { base } from '../../tsup.config.base.js';

export default defineConfig({
  ...base,
  // Vite takes a bare `tls` for a file of whoever imports this.
  removeNodeProtocol: false,
  entry: { index: 'src/index.ts', probe: 'src/probe/index.ts', bin: 'src/bin/index.ts' },
});
