import { basename } from 'node:path';
import { messageOf } from '@wanctl/core';
import type { RouterSettings } from '../config/common-settings.js';
import { type Secret, secret } from '../config/secret.js';
import { accountCommands, importKeyCommand } from '../router-setup/account.js';
import { httpsCommands } from '../router-setup/https.js';
import type { Ask } from './ask.js';
import type { InitFlags } from './flags.js';
import { ownAddress } from './own-address.js';
import { findPassword } from './password.js';
import type { Places } from './places.js';
import { askRouter, type RouterAnswers } from './router-questions.js';
import { lookAtRouter, type RouterView } from './router-view.js';

/** What `wanctl init` works with. */
export interface Session {
  readonly ask: Ask;
  readonly flags: InitFlags;
  readonly env: NodeJS.ProcessEnv;
  /** Takes one or more lines, without the last newline. */
  readonly tell: (text: string) => void;
}

/** A router that has let us in. */
export interface MetRouter {
  readonly router: RouterAnswers;
  readonly password: Secret;
  readonly view: RouterView;
}

/** Flags that answer nothing: what has failed is asked for. */
const NOTHING_GIVEN: InitFlags = { dir: '', yes: false, dryRun: false };

/** What the configuration says of the router already. */
export interface KnownRouter {
  readonly router: RouterSettings;
  /** False: the file leads to a password that is not there. */
  readonly hasPassword: boolean;
}

/**
 * Asks for the router and logs in. A person gets the commands that make the account, and may try again; else the
 * transport's error is thrown after these commands.
 */
export async function meetRouter(
  session: Session,
  wanName: string,
  places: Places,
  known: KnownRouter | undefined,
): Promise<MetRouter> {
  const { ask, flags, env, tell } = session;
  const router = await askRouter(ask, flags, known?.router);
  if (!known) await offerSetup(session, router);
  const hasKey = router.transport === 'ssh' && router.sshKey !== '';
  const before = known?.hasPassword ? known.router.password : hasKey ? secret('') : undefined;
  const password = await findPassword(ask, { user: router.user, file: flags.passwordFile, env, before });
  try {
    const view = await lookAtRouter({ ...router, password }, wanName, places);
    tell(`${router.host}: ${view.description}`);
    return { router, password, view };
  } catch (error) {
    if (!ask.person) {
      tell(await setupText(router));
      throw error;
    }
    tell(messageOf(error));
    if (!(await ask.person.confirm('Try again?', true))) throw error;
    const again = { router: { ...router, password }, hasPassword: false };
    return meetRouter({ ...session, flags: NOTHING_GIVEN, env: {} }, wanName, places, again);
  }
}

async function offerSetup({ ask, tell }: Session, router: RouterAnswers): Promise<void> {
  if (!ask.person || (await ask.person.confirm(`Does the router know ${router.user} yet?`, false))) return;
  tell(await setupText(router));
  await ask.person.confirm('Pasted into a terminal of the router, with a password of your own?', true);
}

async function setupText({ transport, host, user, sshKey }: RouterAnswers): Promise<string> {
  const daemonAddress = (await ownAddress(host)) ?? 'ADDRESS-OF-THIS-MACHINE';
  const isRest = transport === 'rest';
  const publicKey = `${sshKey}.pub`;
  const keyCommands = sshKey === '' ? [] : [importKeyCommand(user, basename(publicKey))];
  const commands = [
    ...accountCommands({ user, transports: [isRest ? 'rest' : 'ssh'], daemonAddress }),
    ...(isRest ? httpsCommands(host, daemonAddress) : keyCommands),
  ];
  const intro = `If the router does not know ${user} yet, paste this into its terminal, with a password of your own:`;
  const upload =
    isRest || sshKey === '' ? '' : `\nThe key first, from here: scp ${publicKey} admin@${host}:\n`;
  return `\n${intro}\n${upload}\n${commands.join('\n')}\n`;
}
