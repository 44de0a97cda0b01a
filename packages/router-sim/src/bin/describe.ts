import type { RouterSim } from '../router-sim.js';

/** What a running router listens on, a line each. */
export function describe(sim: RouterSim): string[] {
  return [
    `https  ${sim.httpsUrl}  certificate sha256 ${sim.certificateSha256}`,
    `http   ${sim.httpUrl}`,
    `ssh    127.0.0.1:${sim.sshPort}  host key sha256 ${sim.sshHostKey}`,
    `api    127.0.0.1:${sim.apiPort}, over TLS 127.0.0.1:${sim.apiSslPort} with that certificate`,
    ...[...sim.wans.values()].map(({ name, reflectors }) => {
      return `wan    ${name}  UDP echo behind it ${reflectors.map(({ target }) => target).join(' ')}`;
    }),
  ];
}
