import type { Menu } from '../device/router.js';
import { bool } from '../device/values.js';
import { firewallRules } from './firewall-rule.js';

/** `/ip/firewall/filter`. A rule with the action `fasttrack-connection` does nothing here: `device.fastTrack` does. */
export const filter: Menu = firewallRules({ 'hw-offload': { parse: bool } });
