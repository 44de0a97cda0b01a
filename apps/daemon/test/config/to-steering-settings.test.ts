import { expect, it } from 'vitest';
import type { LoadedSteering } from '../../src/config/loaded-config.js';
import { loadEdited } from './edit.js';

it('derives queue names and the state file from the primary, as spelled by the Python original', () => {
  const { settings } = loadEdited('steering.yaml', {
    'primary_wan: "cable"': 'primary_wan: myWAN',
  }) as LoadedSteering;
  expect(settings.primaryQueues).toEqual({ download: 'WAN-Download-Mywan', upload: 'WAN-Upload-Mywan' });
  expect(settings.primaryStateFile).toBe('/var/lib/wanctl/myWAN_state.json');
});
