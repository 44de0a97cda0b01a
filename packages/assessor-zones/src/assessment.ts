import type { Assessment, Reason } from '@wanctl/core';
import type { ZonesState } from './zones-state.js';

/** The assessment that a state and its reasons amount to. */
export function assessmentOf(
  state: ZonesState,
  download: Reason,
  upload: Reason,
  delay: Assessment['delay'],
): Assessment {
  return {
    download: { zone: state.download.zone, rateBps: state.download.rateBps, reason: download },
    upload: { zone: state.upload.zone, rateBps: state.upload.rateBps, reason: upload },
    delay,
  };
}
