import { describe, expect, it } from 'vitest';
import { accountCommands, importKeyCommand } from '../../src/router-setup/account.js';
import { consoleLine } from '../../src/router-setup/console-line.js';
import { deadManCommand } from '../../src/router-setup/dead-man.js';
import { httpsCommands } from '../../src/router-setup/https.js';
import { queueTreeCommands } from '../../src/router-setup/queue-tree.js';
import { queueTypeCommand } from '../../src/router-setup/queue-types.js';
import { steeringRuleCommands } from '../../src/router-setup/steering-rule.js';

describe('router commands', () => {
  it('give the account what its transports need and name all that it must not do', () => {
    const account = { user: 'wanctl', daemonAddress: '192.168.88.2' };
    expect(accountCommands({ ...account, transports: ['rest'] })).toEqual([
      '/user/group/add name=wanctl policy=read,write,rest-api,!ssh,!local,!telnet,!ftp,!reboot,!policy,!test,!winbox,!password,!web,!sniff,!sensitive,!api,!romon',
      '/user/add name=wanctl group=wanctl address=192.168.88.2/32 password=CHOOSE-A-PASSWORD',
    ]);
    expect(accountCommands({ ...account, transports: ['rest', 'ssh'] })[0]).toContain(
      'policy=read,write,rest-api,ssh,!local,',
    );
    expect(accountCommands({ ...account, transports: ['ssh'], daemonAddress: 'fd00::2' })).toEqual([
      expect.stringMatching(/policy=read,write,ssh,!rest-api,/),
      expect.stringContaining('address="fd00::2/128"'),
    ]);
    expect(importKeyCommand('wanctl', 'router.key.pub')).toBe(
      '/user/ssh-keys/import user=wanctl public-key-file=router.key.pub',
    );
  });

  it('serve HTTPS to the daemon alone', () => {
    expect(httpsCommands('192.168.88.1', '192.168.88.2')).toEqual([
      '/certificate/add name=wanctl-rest common-name=192.168.88.1 key-size=2048 days-valid=3650',
      '/certificate/sign wanctl-rest',
      '/ip/service/set www-ssl certificate=wanctl-rest tls-version=only-1.2 address=192.168.88.2/32 disabled=no',
    ]);
  });

  it('make CAKE types without a bandwidth, looking through NAT on the way up only', () => {
    const framing = { 'cake-overhead-scheme': 'docsis' };
    expect(queueTypeCommand('WAN1', 'download', framing)).toBe(
      '/queue/type/add name=cake-down-wan1 kind=cake cake-diffserv=diffserv4 cake-overhead-scheme=docsis',
    );
    expect(queueTypeCommand('WAN1', 'upload', {})).toBe(
      '/queue/type/add name=cake-up-wan1 kind=cake cake-diffserv=diffserv4 cake-nat=yes cake-ack-filter=filter',
    );
  });

  it('tell a further WAN’s download by a mark', () => {
    const wishes = {
      wanName: 'lte',
      queue: 'WAN-lte',
      wanInterface: 'lte1',
      lanInterface: 'bridge',
      limitMbps: 47.5,
    };
    expect(queueTreeCommands({ ...wishes, direction: 'download', isFurtherWan: false })).toEqual([
      '/queue/tree/add name=WAN-lte parent=bridge packet-mark=no-mark queue=cake-down-lte max-limit=47500k',
    ]);
    expect(queueTreeCommands({ ...wishes, direction: 'download', isFurtherWan: true })).toEqual([
      '/ip/firewall/mangle/add chain=forward in-interface=lte1 action=mark-packet new-packet-mark=lte-download passthrough=yes comment="wanctl: download of lte"',
      '/queue/tree/add name=WAN-lte parent=bridge packet-mark=lte-download queue=cake-down-lte max-limit=47500k',
    ]);
    expect(queueTreeCommands({ ...wishes, direction: 'upload', isFurtherWan: true, limitMbps: 20 })).toEqual([
      '/queue/tree/add name=WAN-lte parent=lte1 packet-mark=no-mark queue=cake-up-lte max-limit=20M',
    ]);
  });

  it('make the rule that steering switches disabled, and route what it marks', () => {
    const commands = steeringRuleCommands({
      alternateWan: 'lte',
      comment: 'to "lte"',
      lanInterface: 'bridge',
    });
    expect(commands).toEqual([
      '/routing/table/add fib name=to-lte',
      '/ip/route/add dst-address=0.0.0.0/0 gateway=GATEWAY-OF-THE-LINE routing-table=to-lte',
      '/ip/firewall/mangle/add chain=prerouting in-interface=bridge connection-state=new dscp=46 action=mark-connection new-connection-mark=to-lte passthrough=yes disabled=yes comment="to \\22lte\\22"',
      '/ip/firewall/mangle/add chain=prerouting in-interface=bridge connection-mark=to-lte action=mark-routing new-routing-mark=to-lte passthrough=no comment="wanctl: route of to-lte"',
    ]);
  });

  it('have the router set the ceilings of a silent WAN, where they differ', () => {
    const queues = { download: 'WAN-Down', upload: 'WAN-Up' };
    const limitsMbps = { download: 95, upload: 18.5 };
    const set = (queue: string, bps: string) =>
      `:foreach q in=[/queue/tree/find name="${queue}"] do={:if ([/queue/tree/get $q max-limit] != ${bps}) do={/queue/tree/set $q max-limit=${bps}}}`;
    const isSilent = '([:len [/ip/firewall/address-list/find list="wanctl-alive-wan1"]] = 0)';
    const script = `:if (${isSilent} && ([/system/resource/get uptime] > 5m)) do={${set('WAN-Down', '95000000')}; ${set('WAN-Up', '18500000')}}`;
    const quoted = script.replaceAll('"', '\\22').replaceAll('$', '\\24');
    expect(deadManCommand({ wanName: 'wan1', queues, minutes: 5, limitsMbps })).toBe(
      `/system/scheduler/add name=wanctl-dead-man-wan1 interval=1m policy=read,write on-event="${quoted}"`,
    );
  });

  it('quote what the console would take for something else', () => {
    expect(consoleLine('/x/add', { name: '*1A', comment: 'a; /system/reset $b', plain: 'a.b_c/1' })).toBe(
      '/x/add name="*1A" comment="a; /system/reset \\24b" plain=a.b_c/1',
    );
  });
});
