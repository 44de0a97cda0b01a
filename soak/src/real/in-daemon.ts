// Runs inside of the daemon (`node --import`): on the suite's word it collects garbage and tells how long that took.
import { collectGarbage } from '../collect-garbage.js';

process.on('message', async () => {
  const startedMs = performance.now();
  await collectGarbage();
  process.send?.(performance.now() - startedMs);
});
// The daemon ends with the suite, and not because of this channel.
process.once('disconnect', () => process.exit(1));
process.channel?.unref();
