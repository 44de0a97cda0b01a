// Hosts as a program: beyond a TUN device they answer pings late, in disorder, more than once, or not at all, as told.
import { read, writeSync } from 'node:fs';
import {
  DESTINATION_AT,
  ECHO_REQUEST,
  echoReply,
  ICMP,
  openTun,
  PACKET_BYTES,
  PROTOCOL_AT,
  SOURCE_AT,
} from './tun.js';
import type { HostConditions } from './tun-lines.js';

let hosts: HostConditions = {};
const fd = openTun(process.argv[2] ?? '');
listen();
process.on('message', (told: HostConditions) => {
  hosts = { ...hosts, ...told };
});
process.once('disconnect', () => process.exit());
process.send?.('ready');

function listen(): void {
  read(fd, Buffer.alloc(PACKET_BYTES), 0, PACKET_BYTES, null, (error, length, packet) => {
    if (error) throw error;
    answer(packet.subarray(0, length));
    listen();
  });
}

function answer(packet: Buffer): void {
  const headerBytes = (packet.readUInt8(0) & 0x0f) * 4;
  const isPing = packet.readUInt8(0) >> 4 === 4 && packet.readUInt8(PROTOCOL_AT) === ICMP;
  if (!isPing || packet.readUInt8(headerBytes) !== ECHO_REQUEST) return;
  const host = hosts[packet.subarray(DESTINATION_AT, DESTINATION_AT + 4).join('.')];
  if (!host || host.silent > 0) return;
  const reply = replyTo(packet, headerBytes);
  for (let copy = 0; copy < host.copies; copy += 1) {
    const delayMs = host.rttMs + host.extraMs + Math.random() * host.jitterMs;
    setTimeout(() => writeSync(fd, reply), delayMs);
  }
}

/** The header's checksum stays right: the addresses change places. */
function replyTo(packet: Buffer, headerBytes: number): Buffer {
  const reply = Buffer.from(packet);
  packet.copy(reply, SOURCE_AT, DESTINATION_AT, DESTINATION_AT + 4);
  packet.copy(reply, DESTINATION_AT, SOURCE_AT, SOURCE_AT + 4);
  echoReply(packet.subarray(headerBytes)).copy(reply, headerBytes);
  return reply;
}
