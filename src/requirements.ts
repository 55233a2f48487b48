import { VerifyError } from './model/errors.ts';
import type { ProbeLine } from './model/observation.ts';
import type { ProbePod, Role, Source } from './model/plan.ts';
import type { MeshSettings } from './model/policy.ts';
import type { Snapshot } from './model/snapshot.ts';
import type { Targets } from './model/target.ts';
import type { PolicyIndex } from './policy/policy-index.ts';
import { serviceSelects } from './policy/service-selects.ts';
import { skippablePorts } from './policy/skip/unknown-ports.ts';
import type { RoleEnd } from './run/follow-role.ts';

/** Ends a run that cannot say anything: unknown namespaces, no Istio. */
export function requireNamespaces(
  snapshot: Snapshot,
  { namespace, from }: { namespace: string | null; from: readonly string[] },
  meshes: MeshSettings[],
): void {
  requireKnown(snapshot, namespace === null ? from : [namespace, ...from]);
  if (!meshes.length) {
    throw new VerifyError(
      'NO_ISTIO',
      'no Istio control plane was found (no Deployment with label app=istiod, no ConfigMap istio)',
      'check that --context names the right cluster and that you may list Deployments and ConfigMaps',
    );
  }
}

/** Ends a command that was asked for namespaces that are not there; where they may not be listed nothing is known of that. */
export function requireKnown(snapshot: Snapshot, names: readonly string[]): void {
  if (snapshot.notes.some(({ resource }) => resource === 'namespaces')) return;
  const named = [
    ...snapshot.namespaces,
    ...snapshot.pods.map(({ metadata }) => ({ metadata: { name: metadata?.namespace } })),
  ];
  const known = [...new Set(named.map(({ metadata }) => metadata?.name ?? ''))];
  const missing = names.find((name) => !known.includes(name));
  if (missing === undefined) return;
  throw new VerifyError(
    'NAMESPACE_NOT_FOUND',
    `namespace ${missing} does not exist`,
    suggestion(missing, known),
  );
}

/** Ends a run whose filters leave nothing, with what there would be to choose from. */
export function requireSelected(
  targets: Targets,
  index: PolicyIndex,
  { namespace, service, port }: { namespace: string; service: string[]; port: string[] },
): void {
  const services = index.servicesByNamespace.get(namespace) ?? [];
  const names = services.map(({ metadata }) => metadata?.name ?? '').toSorted();
  const unknown = service.find((name) => !names.includes(name));
  if (unknown !== undefined) {
    throw new VerifyError(
      'NOTHING_SELECTED',
      `namespace ${namespace} has no Service ${unknown}`,
      names.length ? `it has: ${names.join(', ')}` : 'it has no Service at all',
    );
  }
  if (port.length && !targets.endpoints.length && !targets.services.length) {
    const ports = services
      .filter(({ metadata }) => !service.length || service.includes(metadata?.name ?? ''))
      .flatMap(({ spec }) => (Array.isArray(spec?.ports) ? spec.ports : []))
      .map((known) => `${known.port}${known.name ? ` (${known.name})` : ''}`);
    throw new VerifyError(
      'NOTHING_SELECTED',
      `no port ${port.join(' or ')} in namespace ${namespace}`,
      `the Service ports are: ${[...new Set(ports)].toSorted().join(', ') || 'none'}`,
    );
  }
}

/** Ends a run that is to leave a port alone which is not there: misspelt, it would be dialled. */
export function requireSkippable(
  targets: Targets,
  index: PolicyIndex,
  { namespace, skipPort = [] }: { namespace: string; skipPort?: readonly string[] | undefined },
): void {
  if (skipPort.length === 0) return;
  const known = skippablePorts(index, namespace, targets);
  const unknown = skipPort.find((port) => !known.includes(port));
  if (unknown === undefined) return;
  throw new VerifyError(
    'NOTHING_SELECTED',
    `no port ${unknown} to skip in namespace ${namespace}`,
    `its ports are: ${known.join(', ') || 'none'}`,
  );
}

/** Ends a run whose pods would be endpoints of somebody's Service: they would be sent its traffic. */
export function requireNoService(index: PolicyIndex, pods: Readonly<Record<Source, ProbePod>>): void {
  for (const { namespace, labels } of Object.values(pods)) {
    const selecting = (index.servicesByNamespace.get(namespace) ?? []).find((service) =>
      serviceSelects(service, labels),
    );
    if (!selecting) continue;
    const name = `${namespace}/${selecting.metadata?.name}`;
    throw new VerifyError(
      'POD_SHAPE',
      `with these labels the probe pods would be endpoints of Service ${name} and get its traffic`,
      'choose other --labels, or another namespace with --from',
    );
  }
}

/** Ends a run where every viewpoint failed; one that gave something goes on. */
export function requireResults(
  looks: readonly { ends: Map<Role, RoleEnd>; lines: Map<Role, ProbeLine[]> }[],
): void {
  const lines = looks.flatMap((look) => [...look.lines.values()].flat());
  if (lines.some(({ type }) => type === 'result' || type === 'end')) return;
  const ends = looks.flatMap((look) => [...look.ends.values()]);
  for (const end of ends) {
    if (end.state === 'failed') throw end.error;
  }
  for (const end of ends) {
    if (end.state === 'unfinished') {
      throw new VerifyError(end.code, `the probe pods gave no result in time: ${end.why}`);
    }
  }
}

function suggestion(name: string, known: string[]): string {
  const near = known.filter((other) => other.includes(name) || name.includes(other)).toSorted();
  return near.length
    ? `did you mean ${near.slice(0, 5).join(' or ')}?`
    : 'list them with kubectl get namespaces';
}
