/** Where a dashboard is served, and who may see it. */
export interface DashboardPlace {
  /** Address or name to listen on. */
  readonly host: string;
  /** TCP port; 0 takes any that is free. */
  readonly port: number;
  /** What everybody has to show, as password of HTTP Basic or as Bearer token; null: nothing, on the loopback only. */
  readonly token: string | null;
}

/** True when only this machine can reach that address or name. */
export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127(\.\d{1,3}){3}$/.test(host);
}
