/** Flags of `wanctl init`. Each answers a question, which is then not asked. */
export interface InitFlags {
  /** Folder of the files. */
  readonly dir: string;
  readonly router?: string;
  readonly transport?: string;
  readonly user?: string;
  readonly passwordFile?: string;
  readonly sshKey?: string;
  readonly wan?: string;
  readonly preset?: string;
  /** Mbit/s. */
  readonly download?: string;
  /** Mbit/s. */
  readonly upload?: string;
  readonly interface?: string;
  readonly lanInterface?: string;
  readonly downloadQueue?: string;
  readonly uploadQueue?: string;
  /** Minutes without a heartbeat after which the router sets the ceilings. */
  readonly deadMan?: string;
  /** The WAN whose new connections this one takes over. */
  readonly steerFrom?: string;
  /** Ask nothing, and write what differs. */
  readonly yes: boolean;
  /** Write nothing. */
  readonly dryRun: boolean;
}
