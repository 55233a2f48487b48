import { requireAccess } from './cluster/access.ts';
import type { KubeClient } from './cluster/client.ts';
import { readSnapshot } from './cluster/read-snapshot.ts';
import { judgeRun } from './judge/run.ts';
import { VerifyError } from './model/errors.ts';
import type { Source } from './model/plan.ts';
import { DEFAULT_ACCOUNT, type PodShape } from './model/pod-shape.ts';
import type { MeshSettings } from './model/policy.ts';
import type { Run } from './model/run.ts';
import { collectLines } from './observe/collect-lines.ts';
import { controlsOf } from './observe/controls.ts';
import { observe } from './observe/observation.ts';
import { buildPlan } from './plan/build-plan.ts';
import { planRoom } from './plan/config-maps.ts';
import { probePods } from './plan/probe-pods.ts';
import { SHARD_DIALS, shardPlan } from './plan/shard-plan.ts';
import { changedPolicies } from './policy/changed.ts';
import { clusterDomain } from './policy/cluster-domain.ts';
import { readMeshes } from './policy/mesh.ts';
import { pendingPods } from './policy/pod-ports.ts';
import { buildIndex } from './policy/policy-index.ts';
import { meshRoots } from './policy/roots.ts';
import { listTargets } from './policy/targets.ts';
import { trustDomains } from './policy/trust-domains.ts';
import { uncapturedIn } from './policy/uncaptured-ports.ts';
import { withMachines } from './policy/with-machines.ts';
import { portsBehindZtunnel } from './predict/behind-ztunnel.ts';
import { probeLabels } from './predict/injection.ts';
import { type ClientView, predict } from './predict/predict.ts';
import { runFindings } from './predict/reported-findings.ts';
import { requireNamespaces, requireNoService, requireResults, requireSelected } from './requirements.ts';
import { type ProbeOutcome, probe } from './run/probe.ts';
import { abortAfter } from './util/deadline.ts';
import { settleAll } from './util/settle.ts';

export interface VerifyOptions {
  namespace: string;
  /** Namespace of the probe pods. */
  from: string;
  image: string;
  service: string[];
  port: string[];
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
  /** Targets dialled at the same time by one container; 32 when absent. */
  concurrency?: number;
  /** Most dials of one container; a larger plan is divided among several pods. SHARD_DIALS when absent. */
  shardSize?: number | undefined;
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
}

/** The pipeline: cluster → policy → plan → run (predict meanwhile) → observe → judge. Throws `VerifyError` when nothing can be said. */
export async function verify(options: VerifyOptions, context: VerifyContext): Promise<Run> {
  const { id, nonce, interrupted, progress, now } = context;
  const startedAt = now();
  const { namespace, from, timeout } = options;

  progress(`reading namespace ${namespace}`);
  const [snapshot] = await Promise.all([
    readSnapshot(context.client, options),
    requireAccess(context.client, from),
  ]);
  const index = buildIndex(snapshot);
  const meshes = readMeshes(snapshot);
  requireNamespaces(snapshot, options, meshes);
  const injection = probeLabels(index, meshes, from);
  const refused = 'refused' in injection ? injection.refused : null;
  const view = clientView(meshes, from, injection);
  const listed = listTargets(index, { ...options, domain: clusterDomain(index) });
  const targets = withMachines(index, view.mesh, listed);
  requireSelected(targets, index, options);

  const injectionLabels = view.labels;
  const { shape } = options;
  const pods = probePods({ id, namespace: from, injectionLabels, revision: view.mesh.revision, shape });
  requireNoService(index, pods);
  const labels = { ...shape?.labels, ...injectionLabels };
  const client = { ...view, labels, serviceAccount: shape?.serviceAccount ?? DEFAULT_ACCOUNT, pods };
  const sources: Source[] = refused === null ? ['no-sidecar', 'sidecar'] : ['no-sidecar'];
  const roots = meshRoots(snapshot, from);
  const plan = buildPlan(targets, {
    nonce,
    roots,
    timeout,
    connectTo: options.connectTo,
    dialTimeout: options.dialTimeout,
    concurrency: options.concurrency,
    sidecar: refused === null,
    ambient: portsBehindZtunnel(index, targets.endpoints),
  });
  const { prober } = context;
  const shards = shardPlan(plan, { dials: options.shardSize ?? SHARD_DIALS, bytes: planRoom(prober) });
  const collected = collectLines(nonce);
  const deadline = abortAfter([interrupted], Math.max(0, timeout - (now() - startedAt)));
  const probing =
    targets.endpoints.length || targets.services.length
      ? probe({
          client: context.client,
          settings: { ...options, id, namespace: from, injectionLabels, shards: shards.length },
          sources,
          payload: { prober, shards },
          sink: collected.push,
          progress,
          signal: deadline.signal,
        })
      : Promise.resolve(NOTHING_PROBED);
  // While the pods start.
  const whole = options.service.length + options.port.length === 0;
  const predicting = (async () => {
    const predictions = predict(index, meshes, targets, client);
    const findings = runFindings(index, meshes, targets, predictions, { namespace, whole });
    return { predictions, findings };
  })();
  const [{ ends, leftBehind }, { predictions, findings }] = await settleAll([probing, predicting]);
  deadline.release();

  if (interrupted.aborted)
    throw new VerifyError('INTERRUPTED', 'interrupted', 'the probe pods have been deleted');
  const lines = collected.lines();
  requireResults(ends, lines);
  return judgeRun({
    ...options,
    version: context.version,
    id,
    startedAt,
    durationMs: now() - startedAt,
    mesh: client.mesh,
    meshes,
    snapshot: snapshot.notes,
    malformed: index.malformed,
    targets,
    pending: whole ? pendingPods(index, namespace) : [],
    predictions,
    findings,
    observations: observe(lines, plan, targets, trustDomains(meshes)),
    controls: controlsOf(lines),
    ends,
    refused,
    leftBehind,
    uncaptured: uncapturedIn(index, options),
    changed: changedPolicies(index, [namespace, from, ...meshes.map(({ rootNamespace }) => rootNamespace)]),
  });
}

const NOTHING_PROBED: ProbeOutcome = { ends: new Map(), leftBehind: null };

/** The mesh client that the sidecar probe pod will be; the first control plane speaks for a namespace that is not injected. */
function clientView(
  meshes: MeshSettings[],
  namespace: string,
  injection: ReturnType<typeof probeLabels>,
): ClientView {
  const revision = 'revision' in injection ? injection.revision : null;
  const mesh = meshes.find((known) => known.revision === revision) ?? meshes[0];
  if (!mesh) throw new Error('no mesh');
  return { mesh, namespace, labels: 'labels' in injection ? injection.labels : {} };
}
