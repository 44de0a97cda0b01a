import got from 'got';

/** What is read of a daemon's health document, summed up over its WANs. */
export interface Done {
  readonly missedTicks: number;
  readonly failedTicks: number;
  readonly saves: number;
}

interface Health {
  readonly wans: readonly {
    readonly cycle_budget: { readonly overrun_count: number; readonly failed_count: number };
    readonly state: { readonly saves: number };
  }[];
}

const ASK_MS = 5000;

/** Asks a daemon on its socket what it has done so far. Rejects when it does not answer. */
export async function askDone(socket: string): Promise<Done> {
  const { wans } = await got(`http://unix:${socket}:/health`, {
    // 503 is how an unhealthy daemon answers.
    ...{ enableUnixSockets: true, throwHttpErrors: false, retry: { limit: 0 } },
    timeout: { request: ASK_MS },
  }).json<Health>();
  const sum = (figure: (wan: Health['wans'][number]) => number) =>
    wans.reduce((total, wan) => total + figure(wan), 0);
  return {
    missedTicks: sum(({ cycle_budget }) => cycle_budget.overrun_count),
    failedTicks: sum(({ cycle_budget }) => cycle_budget.failed_count),
    saves: sum(({ state }) => state.saves),
  };
}
