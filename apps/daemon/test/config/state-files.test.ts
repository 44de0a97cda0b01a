import { expect, it } from 'vitest';
import type { LoadedSteering } from '../../src/config/loaded-config.js';
import { stateFilesOf } from '../../src/config/state-files.js';
import { loadEdited } from './edit.js';

it('looks for a state where the file says, in the state folder, and beside the locks as the original does (Q3)', () => {
  const { settings } = loadEdited('steering.yaml', {
    'state:': 'cake_state_sources: {primary: /srv/cable.json}\nstate:',
  }) as LoadedSteering;
  expect(stateFilesOf('cable', settings)).toEqual([
    '/srv/cable.json',
    '/var/lib/wanctl/cable_state.json',
    '/run/wanctl/cable_state.json',
  ]);
  expect(stateFilesOf('dsl', settings)).toEqual([
    '/var/lib/wanctl/dsl_state.json',
    '/run/wanctl/dsl_state.json',
  ]);
});
