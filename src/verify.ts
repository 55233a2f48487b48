import { requireAccess } from './cluster/access.ts';
import type { KubeClient } from './cluster/client.ts';
import { podsAgain } from './cluster/pods-again.ts';
import { readSnapshot } from './cluster/read-snapshot.ts';
import { until } from './cluster/until.ts';
import { movedPods } from './judge/moved.ts';
import { judgeRun } from './judge/run.ts';
import { sourceName } from './judge/source-name.ts';
import { clientOf, interruption, lookFrom, seenBy } from './look.ts';
import type { Care } from './model/care.ts';
import { VerifyError } from './model/errors.ts';
import type { ExceptionRule } from './model/exception.ts';
import type { ProbePlan } from './model/plan.ts';
import type { PodShape } from './model/pod-shape.ts';
import type { Run } from './model/run.ts';
import { buildPlan } from './plan/build-plan.ts';
import { withExpectations } from './plan/expectations.ts';
import { changedPolicies } from './policy/changed.ts';
import { clusterDomain } from './policy/cluster-domain.ts';
import { readMeshes } from './policy/mesh.ts';
import { podLabels } from './policy/pod-labels.ts';
import { pendingPods } from './policy/pod-ports.ts';
import { buildIndex } from './policy/policy-index.ts';
import { meshRoots } from './policy/roots.ts';
import { skipTargets } from './policy/skip/skip-targets.ts';
import { unknownSkips } from './policy/skip/unknown-ports.ts';
import { listTargets } from './policy/targets.ts';
import { trustDomains } from './policy/trust-domains.ts';
import { uncapturedIn } from './policy/uncaptured-ports.ts';
import { withMachines } from './policy/with-machines.ts';
import { portsBehindZtunnel } from './predict/behind-ztunnel.ts';
import { predict } from './predict/predict.ts';
import { runFindings } from './predict/reported-findings.ts';
import { viewpoints } from './predict/viewpoints.ts';
import {
  requireNamespaces,
  requireNoService,
  requireResults,
  requireSelected,
  requireSkippable,
} from './requirements.ts';
import { abortAfter } from './util/deadline.ts';
import { inTurn } from './util/in-turn.ts';
import { settleAll } from './util/settle.ts';
import { zip } from './util/zip.ts';

export interface VerifyOptions {
  namespace: string;
  /** Namespaces of the probe pods; at least one, each once. */
  from: readonly string[];
  image: string;
  service: string[];
  /** Only this pod and the Service ports that lead to it. */
  pod?: string | null;
  port: string[];
  /** Ports that are not dialled, by number or name. */
  skipPort?: readonly string[] | undefined;
  /** Longest time for the whole run, in milliseconds. */
  timeout: number;
  require: 'strict' | null;
  keep: boolean;
  /** What the user asks of the probe pods; absent: nothing. */
  shape?: PodShape;
  /** `host:port` → `host:port`, where pod IPs cannot be dialled as they are. */
  connectTo?: Record<string, string>;
  /** Longest time for one step of one dial, in milliseconds; 3 s when absent. */
  dialTimeout?: number;
  /** How much is asked of the targets; `normal` when absent. */
  care?: Care;
  /** Targets dialled at the same time by one container; what `care` allows when absent. */
  concurrency?: number;
  /** Time in which a policy change may still arrive, in milliseconds; a part of `timeout`. */
  settle?: number | undefined;
  /** Most dials of one container; a larger plan is divided among several pods. SHARD_DIALS when absent. */
  shardSize?: number | undefined;
  /** Drift that is allowed; none when absent. */
  exceptions?: readonly ExceptionRule[];
  /** List the TLS versions and cipher suites that each endpoint takes. */
  tlsDetails?: boolean;
}

/** What the pipeline takes from outside: the cluster, the clock, randomness, the terminal. */
export interface VerifyContext {
  client: KubeClient;
  /** Source text of the prober. */
  prober: string;
  version: string;
  id: string;
  nonce: string;
  interrupted: AbortSignal;
  progress(message: string): void;
  now(): number;
  /** Certificates that nothing trusts, with identities of this trust domain. */
  untrusted(trustDomain: string): Promise<NonNullable<ProbePlan['untrusted']>>;
}

/** The pipeline: cluster → policy → predict → plan → run → observe → judge. Throws `VerifyError` when nothing can be said. */
export async function verify(options: VerifyOptions, context: VerifyContext): Promise<Run> {
  const { interrupted } = context;
  const deadline = abortAfter([interrupted], options.timeout);
  try {
    return await verifyUntil(deadline.signal, options, context);
  } catch (error) {
    const cut = interrupted.aborted && error instanceof VerifyError && error.code !== 'INTERRUPTED';
    throw cut ? interruption([]) : error;
  } finally {
    deadline.release();
  }
}

async function verifyUntil(
  signal: AbortSignal,
  options: VerifyOptions,
  context: VerifyContext,
): Promise<Run> {
  const { id, nonce, progress, now } = context;
  const startedAt = now();
  const { namespace, from, shape } = options;

  progress(`reading namespace ${namespace}`);
  const client = until(context.client, signal);
  const [snapshot] = await Promise.all([
    readSnapshot(client, options),
    ...from.map((name) => requireAccess(client, name)),
  ]);
  const index = buildIndex(snapshot);
  const meshes = readMeshes(snapshot);
  requireNamespaces(snapshot, options, meshes);
  const { views, uncovered } = viewpoints(index, meshes, { id, from });
  for (const view of views) requireNoService(index, clientOf(view, shape).pods);
  const listed = listTargets(index, { ...options, domain: clusterDomain(index) });
  const selected = withMachines(index, views[0].mesh, listed);
  requireSelected(selected, index, options);
  requireSkippable(selected, index, options);
  const { targets, skipped } = skipTargets(index, selected, options.skipPort ?? []);

  const untrusted = await context.untrusted(views[0].mesh.trustDomain);
  const ambient = portsBehindZtunnel(index, targets.endpoints);
  const predictions = views.map((view) => predict(index, meshes, targets, clientOf(view, shape)));
  const looking = zip(views, predictions).map(([view, predicted]) => () => {
    const layout = buildPlan(targets, {
      ...options,
      nonce,
      untrusted,
      roots: meshRoots(snapshot, view.from),
      sidecar: view.refused === null,
      ambient,
    });
    const of = views.length > 1 ? `from ${sourceName(view, views)}: ` : '';
    return lookFrom(view, {
      client: context.client,
      settings: options,
      shardSize: options.shardSize,
      plan: withExpectations(layout, predicted),
      prober: context.prober,
      progress: (message) => progress(of + message),
      signal,
    });
  });
  const inOrder = options.care === 'gentle' ? inTurn(looking) : settleAll(looking.map((look) => look()));
  // While the pods start.
  const whole = options.service.length + options.port.length === 0 && !options.pod;
  const finding = (async () => runFindings(index, meshes, targets, predictions, { namespace, whole }))();
  const [looks, findings] = await settleAll([inOrder, finding]);
  if (context.interrupted.aborted) throw interruption(looks);
  requireResults(looks);
  return judgeRun({
    ...options,
    version: context.version,
    id,
    startedAt,
    clockAhead: context.client.clockAhead(),
    durationMs: now() - startedAt,
    meshes,
    snapshot: snapshot.notes,
    malformed: index.malformed,
    targets,
    pending: whole ? pendingPods(index, namespace) : [],
    moved: movedPods(targets.endpoints, snapshot.pods, await podsAgain(client, namespace)),
    findings,
    sources: zip(looks, predictions).map(([look, predicted]) => ({
      ...look,
      ...look.view,
      predictions: predicted,
      ...seenBy(look, looks, targets, trustDomains(meshes)),
    })),
    exceptions: { rules: options.exceptions ?? [], podLabels: podLabels(index, targets), whole },
    uncovered,
    skipped,
    unknownSkips: unknownSkips(index, namespace),
    uncaptured: uncapturedIn(index, options),
    changed: changedPolicies(index, [
      namespace,
      ...from,
      ...meshes.map(({ rootNamespace }) => rootNamespace),
    ]),
  });
}
