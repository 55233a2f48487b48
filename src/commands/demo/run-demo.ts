import { type ExpectedRun, sourcesOf } from '../../demo/situation/situation.ts';
import { NO_SHAPE } from '../../model/pod-shape.ts';
import type { ExitCode } from '../../model/run.ts';
import type { RunFormat } from '../../report/format.ts';
import { failureText } from '../../report/registry.ts';
import { orTell } from '../output/or-tell.ts';
import type { Output } from '../output/output-flag.ts';
import { runNamespace } from '../run-namespace.ts';
import { findSituation } from './find-situation.ts';

export interface DemoOptions {
  /** Folder of the situations. */
  folder: string;
  name: string;
  version: string;
  output: Output<RunFormat>[];
  color: boolean;
  ascii: boolean;
}

/** What an exit code of `namespace` means. */
const MEANING = {
  0: 'everything matches what is declared, or is excepted',
  1: 'drift found, the wire does not do what is declared',
  2: 'wrong use or set-up',
  3: 'something could not be decided',
} satisfies Record<ExitCode, string>;

/** Runs `mtls-verify namespace` on the embedded mesh, explains the exit code in one line and returns it. */
export async function runDemo(options: DemoOptions): Promise<number> {
  return orTell(options, failureText, async () =>
    play(await findSituation(options.folder, options.name), options),
  );
}

async function play({ run, summary }: ExpectedRun, { folder, name, ...options }: DemoOptions) {
  // Certificates, YAML and servers: nothing that other commands should wait for.
  const { playSituation } = await import('../../demo/situation/play-situation.ts');
  const mesh = await playSituation(folder, name, sourcesOf(run)[0] ?? run.namespace);
  try {
    const exitCode = await runNamespace({
      ...options,
      name: run.namespace,
      from: sourcesOf(run),
      service: run.service ?? [],
      port: run.port ?? [],
      skipPort: run.skipPort ?? [],
      gentle: run.care === 'gentle',
      thorough: run.care === 'thorough',
      require: run.require,
      shape: { ...NO_SHAPE, ...run.shape },
      kubeconfig: mesh.kubeconfigPath,
      connectTo: mesh.connectTo,
      image: 'node:22-alpine',
      config: null,
      exceptions: run.exceptions ?? [],
      timeout: 120_000,
      // One process plays every server: on a busy machine it answers late, and late must not look like never.
      dialTimeout: run.dialTimeout ?? 10_000,
      concurrency: 8,
      settle: run.settle,
      shardSize: run.shardSize,
      ...(run.tlsDetails && { tlsDetails: true }),
      keep: false,
    });
    process.stderr.write(
      `Exit code ${exitCode}: ${MEANING[exitCode as ExitCode]}. Situation ${name}: ${summary}.\n`,
    );
    return exitCode;
  } finally {
    await mesh.close();
  }
}
