import { onlyHost } from './account.js';
import { consoleLine } from './console-line.js';

const CERTIFICATE = 'wanctl-rest';

/**
 * Makes a certificate of the router's own and serves HTTPS, which REST needs, to the daemon's machine alone. Small
 * routers take a minute to sign (manual, "Certificates"; `www-ssl` is shipped disabled: manual, "Services").
 */
export function httpsCommands(routerHost: string, daemonAddress: string): readonly string[] {
  return [
    consoleLine('/certificate/add', {
      name: CERTIFICATE,
      'common-name': routerHost,
      'key-size': '2048',
      'days-valid': '3650',
    }),
    `/certificate/sign ${CERTIFICATE}`,
    consoleLine('/ip/service/set www-ssl', {
      certificate: CERTIFICATE,
      'tls-version': 'only-1.2',
      address: onlyHost(daemonAddress),
      disabled: 'no',
    }),
  ];
}
