import { describe, expect, it } from 'vitest';
import {
  describeTransport,
  MemoryRouter,
  type RouterFault,
  type TransportFault,
} from '../../src/testing/index.js';

const FAULTS: Partial<Record<TransportFault, RouterFault>> = {
  'login-refused': { kind: 'auth' },
  silence: { kind: 'timeout', applies: true },
  disconnect: { kind: 'unreachable' },
  'answer-lost': { kind: 'unreachable', applies: true },
  nonsense: { kind: 'protocol' },
};

describeTransport(
  'MemoryRouter',
  {
    secrets: [],
    lacks: ['commands', 'value-checks', 'menu-checks', 'read-only'],
    async open(queues) {
      const transport = new MemoryRouter({
        'queue/tree': queues.map((row, index) => ({ ...row, '.id': `*${index + 1}` })),
        'system/resource': [{ version: '7.20.1', uptime: '1h' }],
      });
      return {
        transport,
        router: {
          rows: (menu) => transport.menus[menu] ?? [],
          set(menu, id, fields) {
            const row = transport.menus[menu]?.find((candidate) => candidate['.id'] === id);
            Object.assign(row ?? {}, fields);
          },
          fault(fault) {
            transport.fault = fault && (FAULTS[fault] ?? null);
          },
        },
        close: () => transport.close(),
      };
    },
  },
  { describe, it, expect },
);
