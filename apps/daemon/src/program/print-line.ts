import { once } from 'node:events';

/** Writes a line to the standard output and waits while the reader is slower. */
export async function printLine(line: string): Promise<void> {
  if (!process.stdout.write(`${line}\n`)) await once(process.stdout, 'drain');
}
