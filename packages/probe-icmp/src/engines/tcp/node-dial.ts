import { connect } from 'node:net';
import type { Dial } from './dial.js';
import { startStopwatch } from './stopwatch.js';

/** Connects by Node, where koffi is absent. Cannot bind to an interface. */
export const nodeDial: Dial = ({ address, port, binding }, onEnd) => {
  if (binding.device !== undefined) {
    onEnd({ problem: `cannot use interface ${binding.device} without the optional package koffi` });
    return () => {};
  }
  const from = binding.source === undefined ? {} : { localAddress: binding.source };
  let stopwatch = startStopwatch();
  const socket = connect({ host: address, port, ...from });
  // Node connects a turn later.
  socket.once('connectionAttempt', () => {
    stopwatch = startStopwatch();
  });
  socket.once('connect', () => {
    const rttMs = stopwatch();
    socket.destroy();
    onEnd({ rttMs });
  });
  socket.once('error', (error: NodeJS.ErrnoException) => {
    onEnd(error.code === 'ECONNREFUSED' ? { rttMs: stopwatch() } : { problem: error.code ?? error.message });
  });
  return () => socket.destroy();
};
