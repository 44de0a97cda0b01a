import type { WanSettings } from '../config/wan-settings.js';
import { steeringRuleCommands } from '../router-setup/steering-rule.js';
import { askInterface } from './ask-interface.js';
import { valueIn } from './edit-yaml.js';
import { readFolder } from './folder.js';
import type { Session } from './meet-router.js';
import { writeOutputs } from './outputs.js';
import { placesOf } from './places.js';
import type { RouterView } from './router-view.js';
import { editedSteeringFile, newSteeringFile, ruleCommentOf } from './steering-file.js';
import { assertUsable } from './usable-config.js';

/**
 * Has new connections of another WAN go over `alternate` while that one is congested, if a flag or a person says so:
 * writes the steering file and shows the commands that make the rule.
 */
export async function setUpSteering(
  session: Session,
  folder: string,
  alternate: string,
  view: RouterView,
): Promise<void> {
  const { ask, flags, env, tell } = session;
  const { wans, steerings } = await readFolder(folder, env);
  const names = wans.map(({ settings }) => settings.wanName).filter((name) => name !== alternate);
  const primaryName = flags.steerFrom ?? (await askPrimary(session, names, alternate, steerings.length > 0));
  if (primaryName === undefined) return;
  const primary = wans.find(({ settings }) => settings.wanName === primaryName);
  if (!primary) return;

  const existing = steerings[0];
  const places = placesOf(folder, 'steering');
  const password = valueIn(primary.text, ['router', 'password']);
  const lines = { primary: primary.settings, alternate, router: primary.settings.router, password };
  const text = existing ? editedSteeringFile(existing.text, existing, lines) : newSteeringFile(lines, places);
  const file = existing?.file ?? places.file;
  assertUsable(text, file, env);
  const comment = existing?.settings.alternates.find(({ wan }) => wan === alternate)?.ruleComment;
  await helpWithRule(session, alternate, comment ?? ruleCommentOf(alternate), view);
  await writeOutputs([{ file, text, isSecret: false }], { ...flags, ask, tell });
}

/** Ends with a line about wrong usage when the flag names no other WAN. */
export function checkSteerFrom(
  { ask, flags }: Session,
  wans: readonly { readonly settings: WanSettings }[],
  alternate: string,
): void {
  const others = wans.map(({ settings }) => settings.wanName).filter((name) => name !== alternate);
  if (flags.steerFrom === undefined || others.includes(flags.steerFrom)) return;
  ask.usage(`--steer-from must be another line that is set up: ${others.join(', ') || 'there is none'}`);
}

/** Shows the commands that make the rule and its route, unless the router has the rule. */
async function helpWithRule(
  { ask, flags, tell }: Session,
  alternateWan: string,
  comment: string,
  view: RouterView,
): Promise<void> {
  if (view.ruleComments.includes(comment)) return;
  const lanInterface = await askInterface(ask, flags, 'lan-interface', view);
  const commands = steeringRuleCommands({ alternateWan, comment, lanInterface });
  tell(
    '\nThe router needs a rule for wanctl to switch, and the route that it takes. Paste this into its terminal, ' +
      `with the gateway of ${alternateWan}:\n\n${commands.join('\n')}\n`,
  );
  await ask.person?.confirm('Pasted?', true);
}

/** The WAN that a person wants to relieve; undefined: none, or it is settled already. */
async function askPrimary(
  { ask }: Session,
  names: readonly string[],
  alternate: string,
  isSettled: boolean,
): Promise<string | undefined> {
  const [first] = names;
  if (!ask.person || first === undefined || isSettled) return undefined;
  const wanted = await ask.person.confirm(
    `Shall calls and games go over ${alternate} while ${first} is congested?`,
    true,
  );
  return wanted ? first : undefined;
}
