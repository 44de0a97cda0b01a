import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

/** What the lab needs of the machine: a file that shows it, and the Debian package that brings it. */
const NEEDED = [
  { file: '/usr/bin/linux.uml', from: 'user-mode-linux' },
  { file: '/usr/bin/iperf3', from: 'iperf3' },
  { file: '/usr/bin/fping', from: 'fping' },
  { file: '/usr/sbin/ethtool', from: 'ethtool' },
  { file: '/usr/sbin/tc', from: 'iproute2' },
  { file: '/usr/sbin/modprobe', from: 'kmod' },
];

/** What keeps the lab from running on this machine, one clause with what to do; null when nothing does. */
export function obstacle(): string | null {
  if (process.platform !== 'linux') return 'it needs Linux';
  if (process.getuid?.() !== 0) return 'it needs root, for network namespaces: run it with sudo';
  const missing = missingPackages();
  if (missing.length > 0) {
    return `missing: ${missing.join(', ')}; "npm run lab -- --install" installs them`;
  }
  if (!existsSync('/dev/net/tun')) return 'there is no /dev/net/tun: load the module "tun"';
  return null;
}

/** Installs what is missing with apt-get, showing what that prints; false when it fails. */
export function installMissing(): boolean {
  const missing = missingPackages();
  if (missing.length === 0) return true;
  const commands = [
    ['update', '-qq'],
    ['install', '-y', '-qq', '--no-install-recommends', ...missing],
  ];
  return commands.every((args) => spawnSync('apt-get', args, { stdio: 'inherit' }).status === 0);
}

function missingPackages(): string[] {
  return NEEDED.filter(({ file }) => !existsSync(file)).map(({ from }) => from);
}
