import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeRouteAnswer, encodeRouteRequest } from '../../src/egress/route-message.js';

describe('a route request', () => {
  it('is what `ip route get 192.0.2.1 from 203.0.113.1` sends, without its flags', () => {
    const request = encodeRouteRequest(4, Buffer.from([192, 0, 2, 1]), Buffer.from([203, 0, 113, 1]));
    expect(request.toString('hex')).toBe(
      [
        ...['2c000000', '1a000100', '00000000', '00000000'],
        ...['02202000', '00000000', '00000000'],
        ...['08000100', 'c0000201', '08000200', 'cb007101'],
      ].join(''),
    );
  });

  it('has addresses of 128 bits over IPv6', () => {
    const request = encodeRouteRequest(6, Buffer.alloc(16, 1), Buffer.alloc(16, 2));
    expect(request.subarray(16, 19).toString('hex')).toBe('0a8080');
    expect(request).toHaveLength(28 + 20 + 20);
    expect(request.readUInt32LE(0)).toBe(request.length);
  });
});

describe('a route answer', () => {
  const header = (type: number) => {
    const bytes = Buffer.alloc(28);
    bytes.writeUInt16LE(type, 4);
    return bytes;
  };
  const gateway = Buffer.from('0800050001020304', 'hex');
  const odd = Buffer.from('0500070009000000', 'hex');
  const outgoing = Buffer.from('080004002a000000', 'hex');

  it('names the interface, wherever it stands', () => {
    expect(decodeRouteAnswer(Buffer.concat([header(24), odd, gateway, outgoing]))).toBe(42);
    expect(decodeRouteAnswer(Buffer.concat([header(24), outgoing]))).toBe(42);
  });

  it('that is an error, or names none, is null', () => {
    expect(decodeRouteAnswer(Buffer.concat([header(2), outgoing]))).toBeNull();
    expect(decodeRouteAnswer(Buffer.concat([header(24), gateway]))).toBeNull();
  });

  it('of any bytes neither throws nor hangs', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 80 }), (bytes) => {
        decodeRouteAnswer(Buffer.from(bytes));
        decodeRouteAnswer(Buffer.concat([header(24), bytes]));
      }),
    );
  });
});
