import { afterEach, describe, expect, it, vi } from 'vitest';
import { loadLibc } from '../../src/engines/libc.js';

describe('loadLibc', () => {
  const { arch } = process;
  afterEach(() => {
    Object.defineProperty(process, 'arch', { value: arch });
    vi.doUnmock('koffi');
  });

  it('reads calendar time of the same scale as everybody', async () => {
    const libc = await loadLibc();
    const before = Date.now();
    const now = libc.realtimeMs();
    expect(now).toBeGreaterThanOrEqual(before);
    expect(now).toBeLessThan(Date.now() + 1);
  });

  it('names the error of the last call', async () => {
    const libc = await loadLibc();
    expect(libc.close(-1)).toBe(-1);
    expect(libc.errorName()).toBe('EBADF');
    expect(libc.arrivalMs(-1)).toBeNaN();
  });

  it('refuses a machine whose layouts it does not know', async () => {
    Object.defineProperty(process, 'arch', { value: 's390x' });
    await expect(loadLibc()).rejects.toThrow('not made for linux on s390x');
  });

  it('says so when koffi is absent', async () => {
    vi.doMock('koffi', () => {
      throw new Error('ERR_MODULE_NOT_FOUND');
    });
    await expect(loadLibc()).rejects.toThrow('the optional package koffi does not load');
  });
});
