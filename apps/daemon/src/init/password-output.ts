import type { Secret } from '../config/secret.js';
import type { WanSettings } from '../config/wan-settings.js';
import { valueIn } from './edit-yaml.js';
import type { Output } from './outputs.js';
import { passwordFileOf } from './places.js';

/** How a file leads to the password, and the file that has to hold it. */
export interface PasswordOutput {
  /** E.g. `\${file:/etc/wanctl/router.password}`; undefined: there is no password. */
  readonly reference: string | undefined;
  readonly outputs: readonly Output[];
}

/** As the file `model` leads to it, where that is the password; else by a file of its own, which others cannot read. */
export function passwordOutput(
  password: Secret,
  model: { readonly text: string; readonly settings: WanSettings } | undefined,
  folder: string,
): PasswordOutput {
  const text = password.reveal();
  const written = model && valueIn(model.text, ['router', 'password']);
  const isWritten = model?.settings.router.password.reveal() === text;
  if (isWritten && typeof written === 'string') return { reference: written, outputs: [] };
  if (text === '') return { reference: undefined, outputs: [] };
  const file = passwordFileOf(folder);
  return { reference: `\${file:${file}}`, outputs: [{ file, text: `${text}\n`, isSecret: true }] };
}
