/** HTTP statuses that RouterOS answers failed requests with (routers 7.21 to 7.24). */
export type ErrorStatus = 400 | 401 | 404 | 415 | 500 | 501;

/** A request that the router refuses. The message is RouterOS's own text, empty where it gives none. */
export class RouterError extends Error {
  override readonly name = 'RouterError';
  readonly status: ErrorStatus;

  constructor(status: ErrorStatus, detail = '') {
    super(detail);
    this.status = status;
  }
}
