import type { Menu } from '../device/router.js';
import { bool } from '../device/values.js';
import { firewallRules, matcher } from './firewall-rule.js';

/** `/ip/firewall/mangle`. */
export const mangle: Menu = firewallRules({
  'new-connection-mark': matcher,
  'new-packet-mark': matcher,
  'new-routing-mark': matcher,
  passthrough: { parse: bool },
});
