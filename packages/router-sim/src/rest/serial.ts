/** Runs tasks of the same key one after another, in order of their arrival; others do not wait for them. */
export type Serial = <T>(key: string, task: () => Promise<T>) => Promise<T>;

/** A queue per key, which is gone when it is empty. */
export function createSerial(): Serial {
  const last = new Map<string, Promise<unknown>>();
  return (key, task) => {
    const run = (last.get(key) ?? Promise.resolve()).then(task);
    const settled = run.then(
      () => {},
      () => {},
    );
    last.set(key, settled);
    void settled.then(() => last.get(key) === settled && last.delete(key));
    return run;
  };
}
