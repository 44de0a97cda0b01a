import { expect, it } from 'vitest';
import { QueueLedger } from '../../src/signals/queue-ledger.js';

function ledgerOf(
  ...reads: readonly { bytes: number; dropped: number; queuedPackets?: number }[]
): QueueLedger {
  const ledger = new QueueLedger();
  reads.forEach(({ bytes, dropped, queuedPackets = 0 }, index) => {
    ledger.accept({
      ...{ kind: 'counters', source: 'Down', sequence: index, atMs: index * 1000, bytes, dropped },
      ...{ packets: bytes / 1000, queuedBytes: 0, queuedPackets },
    });
  });
  return ledger;
}

it('does not take what was dropped since boot for new drops (Q1)', () => {
  expect(ledgerOf({ bytes: 5000, dropped: 1000, queuedPackets: 7 }).take()).toEqual({
    drops: 0,
    queuedPackets: 7,
  });
});

it('adds up the reads since the last question, each once', () => {
  const ledger = ledgerOf(
    { bytes: 1000, dropped: 10 },
    { bytes: 2000, dropped: 13 },
    { bytes: 3000, dropped: 14, queuedPackets: 9 },
  );
  expect(ledger.take()).toEqual({ drops: 4, queuedPackets: 9 });
  expect(ledger.take()).toBeNull();
});

it('begins anew when the counters have (Q31)', () => {
  const ledger = ledgerOf(
    { bytes: 9000, dropped: 1720 },
    { bytes: 1000, dropped: 0 },
    { bytes: 2000, dropped: 3 },
  );
  expect(ledger.take()).toMatchObject({ drops: 3 });
  const only = ledgerOf({ bytes: 1000, dropped: 1720 }, { bytes: 2000, dropped: 0 });
  expect(only.take()).toMatchObject({ drops: 0 });
});

it('knows no drops of a router that has never counted one', () => {
  const ledger = ledgerOf({ bytes: 1000, dropped: 0 }, { bytes: 9000, dropped: 0, queuedPackets: 80 });
  expect(ledger.take()).toEqual({ drops: null, queuedPackets: 80 });
  expect(ledger.countsDrops).toBe(false);
});

it('passes over a read that it has had', () => {
  const ledger = ledgerOf({ bytes: 1000, dropped: 1 });
  ledger.take();
  ledger.accept({
    ...{ kind: 'counters', source: 'Down', sequence: 0, atMs: 0, bytes: 1000, dropped: 1 },
    ...{ packets: 1, queuedBytes: 0, queuedPackets: 0 },
  });
  expect(ledger.take()).toBeNull();
});

it('goes on from the counters of an earlier process (Q1), which may have begun anew since (Q31)', () => {
  const saved = ledgerOf({ bytes: 5000, dropped: 1000 }).persist();
  const dropsAt = (dropped: number, bytes: number) => {
    const ledger = new QueueLedger();
    ledger.restore(saved);
    expect(ledger.take()).toBeNull();
    ledger.accept({
      ...{ kind: 'counters', source: 'Down', sequence: 0, atMs: -5, bytes, dropped },
      ...{ packets: bytes / 1000, queuedBytes: 0, queuedPackets: 0 },
    });
    return ledger.take()?.drops;
  };
  expect(dropsAt(1007, 6000)).toBe(7);
  expect(dropsAt(3, 4000)).toBe(0);
});

it.each([undefined, null, [], { bytes: '1', packets: 1, dropped: 1 }])('passes over saved %j', (saved) => {
  const ledger = new QueueLedger();
  ledger.restore(saved);
  expect(ledger.persist()).toBeNull();
});
