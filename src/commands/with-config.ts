import type { Config } from '../config/config.ts';
import type { ExceptionRule } from '../model/exception.ts';

/** An image that any cluster with access to the public registry can pull. */
const DEFAULT_IMAGE = 'node:22-alpine';

interface Asked {
  from: string[];
  image?: string | undefined;
  require?: 'strict' | undefined;
  skipPort: readonly string[];
  exceptions?: readonly ExceptionRule[];
}

/** What the command line says, else what the configuration file says, else the default; ports to skip and exceptions of both. */
export function withConfig<Options extends Asked>(
  asked: Options,
  config: Config,
): Options & { image: string; skipPort: string[]; exceptions: ExceptionRule[] } {
  return {
    ...asked,
    from: asked.from.length > 0 ? asked.from : (config.from ?? []),
    image: asked.image ?? config.image ?? DEFAULT_IMAGE,
    require: asked.require ?? config.require,
    skipPort: [...asked.skipPort, ...(config.skipPorts ?? []).map(String)],
    exceptions: [...(asked.exceptions ?? []), ...(config.exceptions ?? [])],
  };
}
