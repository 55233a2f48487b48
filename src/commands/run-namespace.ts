import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { readConfig } from '../config/read-config.ts';
import type { ExceptionRule } from '../model/exception.ts';
import type { PodShape } from '../model/pod-shape.ts';
import type { Run } from '../model/run.ts';
import type { RunFormat } from '../report/format.ts';
import { createProgress } from '../report/progress.ts';
import { FORMATS, failureText } from '../report/registry.ts';
import { untilInterrupted } from '../util/interrupt.ts';
import { orTell } from './output/or-tell.ts';
import type { Output } from './output/output-flag.ts';
import { type TextStyle, writeOutputs } from './output/write-outputs.ts';
import { withConfig } from './with-config.ts';

export interface ProbeOptions {
  name: string;
  version: string;
  kubeconfig?: string | undefined;
  context?: string | undefined;
  /** Namespaces of the probe pods; the probed one when empty. */
  from: string[];
  image: string;
  service: string[];
  /** See VerifyOptions.pod. */
  pod?: string | null;
  port: string[];
  /** See VerifyOptions.skipPort. */
  skipPort?: string[];
  /** Milliseconds. */
  timeout: number;
  require?: 'strict' | undefined;
  keep: boolean;
  /** See VerifyOptions.shape. */
  shape?: PodShape;
  /** See VerifyOptions.connectTo. */
  connectTo?: Record<string, string>;
  /** See VerifyOptions.tlsDetails. */
  tlsDetails?: boolean;
  /** See VerifyOptions.care. */
  gentle?: boolean;
  thorough?: boolean;
  /** See VerifyOptions.exceptions. */
  exceptions?: readonly ExceptionRule[];
  /** See VerifyOptions.dialTimeout. */
  dialTimeout?: number;
  /** See VerifyOptions.concurrency. */
  concurrency?: number;
  /** Milliseconds that a policy change may still take; they come on top of `timeout`. */
  settle?: number | undefined;
  /** See VerifyOptions.shardSize. */
  shardSize?: number | undefined;
}

export interface NamespaceOptions extends Omit<ProbeOptions, 'image' | 'skipPort'>, TextStyle {
  image?: string | undefined;
  skipPort: string[];
  /** Configuration file; that of the working directory when absent, none when null. */
  config?: string | null | undefined;
  output: Output<RunFormat>[];
}

/** Does the work of `mtls-verify namespace` and returns the exit code. */
export async function runNamespace(options: NamespaceOptions): Promise<number> {
  return orTell(options, failureText, async () => {
    const run = await probeNow(withConfig(options, await readConfig(options.config)));
    await writeOutputs(options.output, options, (format, style) => FORMATS[format].run(run, style));
    return run.exitCode;
  });
}

/** Probes with the cluster, the clock and the terminal of this process; progress goes to stderr. */
export async function probeNow(options: ProbeOptions): Promise<Run> {
  const progress = createProgress(process.stderr);
  const interrupt = untilInterrupted();
  try {
    // The Kubernetes client takes longer to load than everything before it: only now, with good arguments.
    const [{ connect }, { verify }, { untrustedCertificates }, prober] = await Promise.all([
      import('../cluster/connect.ts'),
      import('../verify.ts'),
      import('../certificate/untrusted.ts'),
      readFile(new URL('prober.mjs', import.meta.url), 'utf8'),
    ]);
    const client = connect({ ...options, requestTimeout: Math.min(options.timeout, 30_000) });
    try {
      return await verify(
        {
          ...options,
          timeout: options.timeout + (options.settle ?? 0),
          namespace: options.name,
          from: options.from.length > 0 ? [...new Set(options.from)] : [options.name],
          require: options.require ?? null,
          care: options.gentle ? 'gentle' : options.thorough ? 'thorough' : 'normal',
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
          untrusted: untrustedCertificates,
        },
      );
    } finally {
      client.close();
    }
  } finally {
    progress.clear();
    interrupt.release();
  }
}
