import type { JsonObject } from '@wanctl/core';
import { MemoryStateStore } from '@wanctl/core/testing';
import { expect, it } from 'vitest';
import { CALM, House, newRouter, RED, RULES } from '../house.js';

/** All documents that a lively evening leaves on the disk, one after another. */
async function everySnapshot(): Promise<JsonObject[]> {
  const snapshots: JsonObject[] = [{}];
  const house = new House();
  const save = house.store.save.bind(house.store);
  house.store.save = async (name, document) => {
    snapshots.push(structuredClone(document));
    await save(name, document);
  };
  await house.loop.start();
  for (const told of [CALM, RED, CALM, RED]) await house.tell(told, 25);
  return snapshots;
}

it('agrees with the router two cycles after a kill at any instant', async () => {
  const snapshots = await everySnapshot();
  expect(new Set(snapshots.map((document) => document['current_state'])).size).toBe(3);
  const rules = Object.values(RULES);
  for (const snapshot of snapshots) {
    for (const enabled of [[], ...rules.map((comment) => [comment]), rules]) {
      const router = newRouter();
      for (const row of router.menus['ip/firewall/mangle'] ?? []) {
        row['disabled'] = enabled.includes(row['comment'] ?? '') ? 'no' : 'yes';
      }
      const store = new MemoryStateStore();
      store.documents.set('steering', snapshot);
      const house = new House({ router, store });
      await house.loop.start();
      await house.tell(CALM, 2);
      const saved = store.documents.get('steering') ?? {};
      const target = saved['steered_to'] === 'wan2' ? [RULES.wan2] : saved['steered_to'] ? [RULES.wan3] : [];
      expect(house.enabled).toEqual(target);
      expect(house.saved).toBe(target.length > 0 ? 'WAN1_DEGRADED' : 'WAN1_GOOD');
    }
  }
});
