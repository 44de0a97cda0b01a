import { defineConfig } from 'tsup';
import { base } from '../../tsup.config.base.js';

// tsup bundles optional dependencies unless told otherwise.
export default defineConfig({ ...base, external: ['koffi'] });
