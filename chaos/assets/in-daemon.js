// Runs inside of the daemon (`node --import`): on the suite's word it sets the calendar or stalls the event loop.
const RealDate = Date;
let offsetMs = 0;

globalThis.Date = class extends RealDate {
  constructor(...args) {
    if (args.length === 0) super(Date.now());
    else super(...args);
  }

  static now() {
    return RealDate.now() + offsetMs;
  }
};

process.on('message', ({ clockOffsetMs = offsetMs, stallMs = 0 }) => {
  offsetMs = clockOffsetMs;
  if (stallMs > 0) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, stallMs);
});
// The daemon ends with the suite, and not because of this channel.
process.once('disconnect', () => process.exit(1));
process.channel?.unref();
