import { createLogUpdate } from 'log-update';

/** Shows a person at a terminal how long something still takes; the returned function ends and removes that. */
export function showCountdown(what: string, durationMs: number): () => void {
  if (!process.stderr.isTTY) return () => {};
  const draw = createLogUpdate(process.stderr);
  const endMs = Date.now() + durationMs;
  const show = () => draw(`${what}, ${Math.ceil((endMs - Date.now()) / 1000)} s left`);
  show();
  const showing = setInterval(show, 1000);
  return () => {
    clearInterval(showing);
    draw.clear();
  };
}
