import { expect, it } from 'vitest';
import { serviceFiles, thisProgram } from '../../src/service/service-files.js';

const textOf = async (name: string, notifies: boolean) => {
  const call = thisProgram('/usr/bin/node', '/usr/lib/node_modules/wanctl/');
  const files = await serviceFiles({ call, notifies });
  return files.find(({ path }) => path.endsWith(name))?.content ?? '';
};

it('calls the program that installs, by absolute paths', async () => {
  const steering = await textOf('steering.service', true);
  expect(steering).toContain(
    'ExecStart=/usr/bin/node /usr/lib/node_modules/wanctl/dist/steering-cli.js --config /etc/wanctl/steering.yaml',
  );
});

it('has systemd wait for word from the daemon only where that can come', async () => {
  expect(await textOf('wanctl@.service', true)).toMatch(/^Type=notify\nWatchdogSec=/m);
  const silent = await textOf('wanctl@.service', false);
  expect(silent).toMatch(/^Type=exec$/m);
  expect(silent).not.toMatch(/^(Type=notify|WatchdogSec=)/m);
});

it.each(['/home/me/.nvm/node', '/root/node', '/tmp/node', '/opt/my node', '/opt/%n'])(
  'does not call what the service could not read or systemd would take for something else: %s',
  (node) => {
    expect(() => thisProgram(node, '/usr/lib/wanctl/')).toThrow('install Node and wanctl for all users');
  },
);
