import type { ExceptionRule } from '../model/exception.ts';

/** The configuration file `mtls-verify.yaml`. What the command line says wins. */
export interface Config {
  /** A floor, as `--require`. */
  require?: 'strict';
  /**
   * Image of the probe pods, as `--image`.
   * @minLength 1
   */
  image?: string;
  /**
   * Namespaces of the probe pods, as `--from`.
   * @minItems 1
   */
  from?: string[];
  /** Ports that are never dialled, by number or name, as `--skip-port`. */
  skipPorts?: (number | string)[];
  /** Drift that is allowed for a time. */
  exceptions?: ExceptionRule[];
}
