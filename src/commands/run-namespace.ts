import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { VerifyError } from '../model/errors.ts';
import type { PodShape } from '../model/pod-shape.ts';
import { createProgress } from '../report/progress.ts';
import { type FormatName, REPORTERS } from '../report/registry.ts';
import { untilInterrupted } from '../util/interrupt.ts';
import { printError } from './print-error.ts';
import { wantsColour } from './wants-colour.ts';

export interface NamespaceOptions {
  name: string;
  version: string;
  kubeconfig?: string | undefined;
  context?: string | undefined;
  from?: string | undefined;
  image: string;
  service: string[];
  port: string[];
  /** Milliseconds. */
  timeout: number;
  output: FormatName;
  require?: 'strict' | undefined;
  color: boolean;
  keep: boolean;
  /** See VerifyOptions.shape. */
  shape?: PodShape;
  /** See VerifyOptions.connectTo. */
  connectTo?: Record<string, string>;
  /** See VerifyOptions.dialTimeout. */
  dialTimeout?: number;
  /** See VerifyOptions.concurrency. */
  concurrency?: number;
}

/** Does the work of `mtls-verify namespace` and returns the exit code. */
export async function runNamespace(options: NamespaceOptions): Promise<number> {
  const progress = createProgress(process.stderr);
  const interrupt = untilInterrupted();
  try {
    // The Kubernetes client takes longer to load than everything before it: only now, with good arguments.
    const [{ connect }, { verify }, prober] = await Promise.all([
      import('../cluster/connect.ts'),
      import('../verify.ts'),
      readFile(new URL('prober.mjs', import.meta.url), 'utf8'),
    ]);
    const client = connect({ ...options, requestTimeout: Math.min(options.timeout, 30_000) });
    try {
      const run = await verify(
        {
          ...options,
          namespace: options.name,
          from: options.from ?? options.name,
          require: options.require ?? null,
        },
        {
          client,
          prober,
          version: options.version,
          progress: progress.say,
          interrupted: interrupt.signal,
          id: randomBytes(4).toString('hex'),
          nonce: randomBytes(12).toString('hex'),
          now: Date.now,
        },
      );
      progress.clear();
      process.stdout.write(
        REPORTERS[options.output](run, {
          colour: wantsColour(options),
          width: process.stdout.columns ?? 120,
        }),
      );
      return run.exitCode;
    } finally {
      client.close();
    }
  } catch (error) {
    progress.clear();
    if (!(error instanceof VerifyError)) throw error;
    printError(error, options.output);
    return error.exitCode;
  } finally {
    interrupt.release();
  }
}
