import { pin } from '../commands/pin.js';
import type { LoadedWan } from '../config/loaded-config.js';
import { deadManCommand } from '../router-setup/dead-man.js';
import { valueIn } from './edit-yaml.js';
import { type Existing, readFolder } from './folder.js';
import { limitsIn, placesIn, rangesIn, routerIn } from './known.js';
import { type MetRouter, meetRouter, type Session } from './meet-router.js';
import { helpWithMissing } from './missing-queues.js';
import { writeOutputs } from './outputs.js';
import { passwordOutput } from './password-output.js';
import { type Places, placesOf } from './places.js';
import type { Preset } from './presets.js';
import { askQueues, checkName } from './queue-questions.js';
import { askPreset, askRates } from './rate-questions.js';
import type { RouterView } from './router-view.js';
import { checkSteerFrom } from './set-up-steering.js';
import { assertUsable } from './usable-config.js';
import { DEAD_MAN, editedWanFile, newWanFile } from './wan-file.js';

/** A WAN whose file is as it is to be. */
export interface ReadyWan {
  readonly wanName: string;
  /** Its router, as it was seen. */
  readonly view: RouterView;
}

/** Asks for one WAN and writes its file and the password's; null when the person did not agree to the file. */
export async function setUpWan(
  session: Session,
  folder: string,
  isSecond: boolean,
): Promise<ReadyWan | null> {
  const { ask, flags, env, tell } = session;
  const { wans } = await readFolder(folder, env);
  const wanName = await ask.text({
    flag: 'wan',
    given: flags.wan,
    message: 'A name for the line',
    initial: isSecond ? `wan${wans.length + 1}` : (wans[0]?.settings.wanName ?? 'wan1'),
    check: checkName,
  });
  checkSteerFrom(session, wans, wanName);
  const own = wans.find(({ settings }) => settings.wanName === wanName);
  const model = own ?? wans[0];
  const places = own ? placesIn(own.settings) : placesOf(folder, wanName);
  const met = await meetRouter(session, wanName, places, model && routerIn(model));
  const { reference, outputs } = passwordOutput(met.password, model, folder);
  const isFurtherWan = wans.some((wan) => wan !== own);
  const text = await wanText(session, { wanName, places, own, met, password: reference, isFurtherWan });
  const files = [...outputs, { file: places.file, text, isSecret: false }];
  if (!(await writeOutputs(files, { ...flags, ask, tell }))) return null;
  if (met.view.met.size > 0 && !flags.dryRun) await pin([places.file], tell);
  return { wanName, view: met.view };
}

interface WanToBe {
  readonly wanName: string;
  readonly places: Places;
  /** Its file, where there is one. */
  readonly own: Existing<LoadedWan> | undefined;
  readonly met: MetRouter;
  /** How the file is to lead to the password. */
  readonly password: unknown;
  readonly isFurtherWan: boolean;
}

/** Asks for queues and rates, and helps to make the queues. Throws `WanctlError` rather than give a text that would not run. */
async function wanText(session: Session, wan: WanToBe): Promise<string> {
  const { ask, flags, env } = session;
  const { wanName, places, own, isFurtherWan, password } = wan;
  const { router, view } = wan.met;
  const preset = once(() => askPreset(ask, flags));
  const queues = await askQueues(ask, flags, wanName, view.queues, own?.settings.queues);
  const configured = own && rangesIn(own.settings);
  const ranges = await askRates(ask, flags, { configured, limits: limitsIn(view, queues) }, preset);
  await helpWithMissing(session, view, { wanName, queues, ranges, isFurtherWan }, preset);
  const deadManMinutes = flags.deadMan === undefined ? undefined : Number(flags.deadMan);
  const lines = {
    wanName,
    router,
    password,
    queues,
    ranges: ranges === configured ? null : ranges,
    deadManMinutes,
  };
  const text = own ? editedWanFile(own.text, lines) : newWanFile(lines, places, await preset());
  assertUsable(text, places.file, env);
  const minutes = valueIn(text, DEAD_MAN);
  if (minutes !== undefined) {
    const limitsMbps = { download: ranges.download.ceilingMbps, upload: ranges.upload.ceilingMbps };
    const command = deadManCommand({ wanName, queues, minutes: Number(minutes), limitsMbps });
    session.tell(
      `\nThe router looks after the limits by a scheduler entry. Unless it is there, paste this:\n\n${command}\n`,
    );
  }
  return text;
}

/** The question is put when its answer is first needed, and never again. */
function once(ask: () => Promise<Preset>): () => Promise<Preset> {
  let answer: Promise<Preset> | undefined;
  return () => {
    answer ??= ask();
    return answer;
  };
}
