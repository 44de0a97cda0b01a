import { quote } from '@wanctl/transport-ssh';

/** Values that mean the same with and without quotes. */
const PLAIN = /^[a-z0-9][\w.,!/-]*$/i;

/** A line to paste into the RouterOS console: a command such as `/queue/type/add`, and what it is told, in order. */
export function consoleLine(command: string, values: Readonly<Record<string, string>>): string {
  const words = Object.entries(values).map(
    ([name, value]) => `${name}=${PLAIN.test(value) ? value : quote(value)}`,
  );
  return [command, ...words].join(' ');
}
