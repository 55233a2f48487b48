import { randomBytes } from 'node:crypto';
import { connect } from '../src/cluster/connect.ts';
import { createJob } from '../src/cluster/jobs.ts';
import { readSnapshot } from '../src/cluster/read-snapshot.ts';
import type { Source } from '../src/model/plan.ts';
import { jobManifest } from '../src/plan/manifests.ts';
import { readMeshes } from '../src/policy/mesh.ts';
import { buildIndex } from '../src/policy/policy-index.ts';
import { probeLabels } from '../src/predict/injection.ts';
import { followRun } from '../src/run/follow-run.ts';
import { teardown } from '../src/run/launch.ts';
import { podProblem } from '../src/run/pod-problem.ts';

// bare-pods.ts NAMESPACE IMAGE: prints the milliseconds from the first request until the one line of every container was read.
const [namespace = '', image = ''] = process.argv.slice(2);
const client = connect({ requestTimeout: 30_000 });
const snapshot = await readSnapshot(client, { namespace, from: [namespace] });
const injection = probeLabels(buildIndex(snapshot), readMeshes(snapshot), namespace);
if (!('labels' in injection)) throw new Error(injection.refused);
const id = randomBytes(4).toString('hex');
const settings = {
  id,
  namespace,
  image,
  timeout: 60_000,
  keep: false,
  shards: 1,
  injectionLabels: injection.labels,
};
const sources: Source[] = ['no-sidecar', 'sidecar'];
const start = performance.now();
try {
  await Promise.all(sources.map((source) => createJob(client, namespace, bare(source))));
  const ends = await followRun({
    client,
    namespace,
    id,
    sources,
    shards: 1,
    examine: podProblem,
    sink: (_origin, chunk) => chunk.includes('here'),
    progress: () => {},
    signal: AbortSignal.timeout(60_000),
  });
  if ([...ends.values()].some(({ state }) => state !== 'complete'))
    throw new Error(JSON.stringify([...ends]));
  process.stdout.write(String(Math.round(performance.now() - start)));
} finally {
  await teardown(client, settings, sources);
  client.close();
}

/** The Job of a run without its ConfigMap, each container printing one line. */
function bare(source: Source) {
  const job = jobManifest(source, settings);
  const pod = job.spec?.template.spec;
  if (!job.spec || !pod) throw new Error('no pod');
  job.spec.parallelism = 1;
  pod.volumes = pod.volumes?.filter(({ name }) => name !== 'probe') ?? [];
  for (const container of pod.containers) {
    container.command = ['node', '-e', 'console.log("here")'];
    container.volumeMounts = container.volumeMounts?.filter(({ name }) => name !== 'probe') ?? [];
  }
  return job;
}
