/** The WANs of the compressed run, named as their laws. */
export const WANS = ['zones', 'adaptive'];
