import { expect, it } from 'vitest';
import type { Folder } from '../../src/init/folder.js';
import { nextSteps } from '../../src/init/next-steps.js';
import { loadEdited } from '../config/edit.js';

/** A folder with a WAN file and a steering file. */
function folderOf(path: string): Folder {
  const load = (name: string, kind: 'wan' | 'steering') => {
    const loaded = loadEdited(name, {});
    if (loaded.kind !== kind) throw new Error(`${name} cannot be used`);
    return { ...loaded, file: `${path}/${name}`, text: '' };
  };
  const [wan, steering] = [load('wan.yaml', 'wan'), load('steering.yaml', 'steering')];
  return {
    wans: wan.kind === 'wan' ? [wan] : [],
    steerings: steering.kind === 'steering' ? [steering] : [],
  };
}

it('leads to the service where its units look for files', () => {
  const text = nextSteps('/etc/wanctl', folderOf('/etc/wanctl'));
  expect(text).toMatch(/install-service\n.*enable --now wanctl@wan\.service steering\.timer\n/);
  expect(text).not.toContain('wanctl run');
});

it('leads to the daemon itself elsewhere', () => {
  const text = nextSteps('/tmp/x', folderOf('/tmp/x'));
  expect(text).toContain('  wanctl run --config /tmp/x/wan.yaml /tmp/x/steering.yaml\n');
  expect(text).not.toContain('install-service');
});

it('says nothing of an empty folder', () => {
  expect(nextSteps('/etc/wanctl', { wans: [], steerings: [] })).toBe('');
});
