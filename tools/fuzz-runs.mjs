// Has each property test that does not say otherwise try FUZZ_RUNS inputs, default 10000; see "npm run fuzz".
import fc from 'fast-check';

fc.configureGlobal({ numRuns: Number(process.env.FUZZ_RUNS ?? 10_000) });
