/** Where a package reports to. Only state changes are reported, never single ticks or samples. */
export interface Logger {
  /** What only helps to find a fault in wanctl. */
  debug(message: string): void;
  /** What went as it should. */
  info(message: string): void;
  /** What goes on with less than it should have. */
  warn(message: string): void;
  /** What failed. */
  error(message: string): void;
}

/** Drops everything. */
export const silentLogger: Logger = {
  debug() {},
  info() {},
  warn() {},
  error() {},
};
