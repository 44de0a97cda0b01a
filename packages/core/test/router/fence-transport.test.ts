import { describe, expect, it } from 'vitest';
import { fenceTransport } from '../../src/router/fence-transport.js';
import { MemoryRouter } from '../../src/testing/index.js';

const CHANGE = { menu: 'queue/tree', id: '*1', set: { 'max-limit': '5' } };
const refused = { status: 'failed', error: { kind: 'rejected', mayHaveApplied: false } };

function fenced() {
  const router = new MemoryRouter({ 'queue/tree': [{ '.id': '*1', 'max-limit': '1' }] });
  const gate = { isOpen: true };
  return { router, gate, transport: fenceTransport(router, () => gate.isOpen) };
}

describe('fenceTransport', () => {
  it('lets changes and commands through while they are allowed', async () => {
    const { router, transport } = fenced();
    expect(await transport.apply([CHANGE])).toEqual([{ status: 'applied' }]);
    await transport.run({ menu: 'queue/tree', name: 'disable' });
    expect(router.calls).toEqual(['set *1 max-limit=5', 'run queue/tree disable']);
  });

  it('sends none of them otherwise, and still reads', async () => {
    const { router, gate, transport } = fenced();
    gate.isOpen = false;
    expect(await transport.apply([CHANGE, CHANGE])).toMatchObject([refused, refused]);
    await expect(transport.run({ menu: 'queue/tree', name: 'disable' })).rejects.toMatchObject({
      kind: 'rejected',
    });
    expect(await transport.read({ menu: 'queue/tree' })).toHaveLength(1);
    expect(router.calls).toEqual(['read queue/tree']);
  });

  it('has the transport ask again when a change is about to go out', async () => {
    const { router, gate, transport } = fenced();
    router.gate = async () => {
      gate.isOpen = false;
    };
    expect(await transport.apply([CHANGE])).toMatchObject([refused]);
    expect(router.menus['queue/tree']?.[0]?.['max-limit']).toBe('1');
  });
});
