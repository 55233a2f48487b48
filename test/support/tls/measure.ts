import type { Observation, ProbeLine } from '../../../src/model/observation.ts';
import type { Batch, Role } from '../../../src/model/plan.ts';
import { observe } from '../../../src/observe/observation.ts';
import { proxyAdmin } from '../../../src/prober/proxy-admin.ts';
import type { RoleContext } from '../../../src/prober/recipes.ts';
import { parseRoots } from '../../../src/prober/roots.ts';
import { runBatch } from '../../../src/prober/run-batch.ts';
import type { Application } from './applications.ts';
import { serve } from './serve.ts';

export const NAMESPACE = 'shop';
export const ACCOUNT = 'server';
export const SPIFFE_ID = `spiffe://cluster.local/ns/${NAMESPACE}/sa/${ACCOUNT}`;

/** A role context for tests; roots are given as PEM. */
export function contextFor(root: string, more: Partial<RoleContext> = {}): RoleContext {
  return {
    roots: parseRoots([root]),
    signal: new AbortController().signal,
    timeout: 5000,
    connectTo: undefined,
    certificate: null,
    admin: proxyAdmin('http://127.0.0.1:1'),
    ...more,
  };
}

export function batchFor(port: number, more: Partial<Batch> = {}): Batch {
  const dials: Batch['dials'] = ['plaintext', 'tls-mesh', 'tls-plain'];
  return {
    target: `127.0.0.1:${port}`,
    host: '127.0.0.1',
    port,
    dials,
    speak: 'http',
    gentle: false,
    ...more,
  };
}

/** Makes the dials of a batch against an application and tells what was observed, keyed by dial. */
export async function measure(
  application: Application,
  context: RoleContext,
  more: Partial<Batch> = {},
): Promise<Observation[]> {
  const server = await serve(application);
  try {
    const batch = batchFor(server.port, more);
    const lines: ProbeLine[] = [];
    await runBatch(batch, context, (line) => lines.push(line));
    const endpoint = {
      id: batch.target,
      ip: batch.host,
      port: batch.port,
      pod: 'p',
      portClass: 'AUTO' as const,
    };
    return observe(
      new Map<Role, ProbeLine[]>([['outside', lines]]),
      { batches: { outside: [batch], mesh: [], via: [] } },
      {
        endpoints: [
          {
            ...endpoint,
            namespace: NAMESPACE,
            serviceAccount: ACCOUNT,
            database: batch.gentle,
            services: [],
          },
        ],
        services: [],
      },
    );
  } finally {
    await server.close();
  }
}

/** Outcome of each dial. */
export function outcomesOf(observations: readonly Observation[]): Record<string, string> {
  return Object.fromEntries(observations.map(({ dial, outcome }) => [dial, outcome]));
}
