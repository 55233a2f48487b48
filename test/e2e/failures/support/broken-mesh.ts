import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { untrustedCertificates } from '../../../../src/certificate/untrusted.ts';
import { connect } from '../../../../src/cluster/connect.ts';
import type { Store } from '../../../../src/demo/api/store.ts';
import { type PlayOptions, playSituation } from '../../../../src/demo/situation/play-situation.ts';
import type { ExpectedRun } from '../../../../src/demo/situation/situation.ts';
import { VerifyError } from '../../../../src/model/errors.ts';
import type { Run } from '../../../../src/model/run.ts';
import { type VerifyOptions, verify } from '../../../../src/verify.ts';
import { rowsOf } from '../../../lab/suite/rows.ts';

const FOLDER = 'fixtures/situations';
const NAMESPACE = 'app';

/** One server each: what is declared holds, does not hold, holds too much. */
export const SITUATIONS = [
  'healthy',
  'declared-strict-wire-permissive',
  'declared-permissive-wire-strict',
] as const;

/** What goes wrong, and what the run is given. */
export interface Broken extends PlayOptions {
  options?: Partial<Pick<VerifyOptions, 'timeout' | 'from' | 'image' | 'keep'>>;
  /** Longest silence of the API server, in milliseconds. */
  requestTimeout?: number;
  /** Called once the mesh is up. */
  meanwhile?(mesh: { store: Store; interrupt(): void }): void;
}

/** How a run on a broken mesh came out. */
export interface Outcome {
  exit: number;
  /** Code of the failure, or the reasons of the notes; sorted. */
  named: string[];
  /** Text of the failure, or of the notes. */
  said: string;
  /** Rows whose verdict is neither the true one nor inconclusive. */
  false: string[];
  /** Rows that were decided. */
  decided: string[];
  /** True when one of them is a drift. */
  drift: boolean;
}

/** Starts a situation with what is to go wrong in it. A second of its cluster lasts a fifth of one. */
export async function startBroken(situation: (typeof SITUATIONS)[number], broken: Broken) {
  const kubelet = { second: 200, ...broken.kubelet };
  const mesh = await playSituation(FOLDER, situation, NAMESPACE, { ...broken, kubelet });
  const expected: ExpectedRun = JSON.parse(readFileSync(join(FOLDER, situation, 'expected.json'), 'utf8'));
  const truth = { ...expected.endpoints, ...expected.services };
  return {
    ...mesh,
    /** Runs `mtls-verify namespace` on it, in this process. */
    async run(): Promise<Outcome> {
      const interrupt = new AbortController();
      broken.meanwhile?.({ store: mesh.store, interrupt: () => interrupt.abort() });
      const client = connect({
        kubeconfig: mesh.kubeconfigPath,
        requestTimeout: broken.requestTimeout ?? 30_000,
      });
      const options: VerifyOptions = {
        namespace: NAMESPACE,
        from: [NAMESPACE],
        image: 'node:22-alpine',
        service: [],
        port: [],
        timeout: 60_000,
        require: null,
        keep: false,
        connectTo: mesh.connectTo,
        dialTimeout: 10_000,
        ...broken.options,
      };
      try {
        const run = await verify(options, {
          client,
          prober: readFileSync('dist/prober.mjs', 'utf8'),
          version: '0.0.0',
          id: randomBytes(4).toString('hex'),
          nonce: randomBytes(12).toString('hex'),
          interrupted: interrupt.signal,
          progress: () => undefined,
          now: Date.now,
          untrusted: untrustedCertificates,
        });
        return outcomeOf(run, truth);
      } catch (error) {
        if (!(error instanceof VerifyError)) throw error;
        const { code, exitCode, message } = error;
        return { exit: exitCode, named: [code], said: message, false: [], decided: [], drift: false };
      } finally {
        client.close();
      }
    },
    /** Waits until nothing of the program's own is left. */
    async gone(): Promise<void> {
      while (leftIn(mesh.store).length > 0) await new Promise((resolve) => setTimeout(resolve, 50));
    },
  };
}

function outcomeOf(run: Run, truth: Record<string, string>): Outcome {
  const { endpoints, services } = rowsOf(run);
  const verdicts = Object.entries({ ...endpoints, ...services }).map(
    ([row, text]) => [row, verdictOf(text)] as const,
  );
  const decided = verdicts.filter(([, verdict]) => verdict !== 'inconclusive');
  return {
    exit: run.exitCode,
    named: [...new Set(run.notes.map(({ code, reason }) => reason ?? code))].toSorted(),
    said: run.notes.map(({ message }) => message).join('\n'),
    false: decided
      .filter(([row, verdict]) => verdict !== verdictOf(truth[row] ?? ''))
      .map(([row, verdict]) => `${row} ${verdict}`),
    decided: decided.map(([row]) => row),
    drift: decided.some(([, verdict]) => verdict !== 'match'),
  };
}

function verdictOf(text: string): string {
  return text.split(' ')[0] ?? '';
}

/** What is in the cluster of the program's own, or made from it. */
export function leftIn(store: Store): string[] {
  const ours = store.all().filter(({ object }) => {
    const { labels, ownerReferences = [] } = object.metadata;
    return (
      labels?.['app.kubernetes.io/managed-by'] === 'mtls-verify' ||
      ownerReferences.some(({ name }) => name.startsWith('mtls-verify-'))
    );
  });
  return ours.map(({ resource, object }) => `${resource.id} ${object.metadata.name}`);
}
