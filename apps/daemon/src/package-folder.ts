import { fileURLToPath } from 'node:url';

/** Where this package is installed; ends with a slash. */
export const packageFolder = fileURLToPath(new URL('..', import.meta.url));
