import type { ReportedFinding } from '../model/finding.ts';
import type { ObjectReference } from '../model/reference.ts';
import type { PolicyIndex } from '../policy/policy-index.ts';
import type { ClientSide, ServerSide } from './explanation.ts';
import { MENDERS } from './menders.ts';
import type { Mending } from './mending.ts';
import type { Patch } from './patch.ts';

/** Manifests for what one object alone can mend; each object once, for the first thing that is wrong with it. */
export function patchesFor(
  index: PolicyIndex,
  servers: readonly ServerSide[],
  clients: readonly ClientSide[],
  findings: readonly ReportedFinding[],
  subject: ObjectReference,
): Patch[] {
  const patches = new Map<string, Patch>();
  const wanted = [
    ...clients.flatMap(ofClient),
    ...servers.flatMap(ofServer),
    ...findings.map((finding) => ofFinding(finding, subject)),
  ];
  for (const mending of wanted) {
    const mended = MENDERS.get(mending.code)?.(mending, index) ?? null;
    if (mended === null) continue;
    const { kind, metadata } = mended.manifest;
    const object = { kind, namespace: String(metadata['namespace']), name: String(metadata['name']) };
    const key = `${kind} ${object.namespace}/${object.name}`;
    if (!patches.has(key)) patches.set(key, { code: mending.code, object, ...mended });
  }
  return [...patches.values()];
}

function ofClient(side: ClientSide): Mending[] {
  const { target, declared } = side;
  const code = wrong(side);
  const service = { kind: 'Service', namespace: target.namespace, name: target.service };
  const objects = [...declared.flatMap(({ policy }) => policy.decidedBy ?? []), service];
  return code === null ? [] : [{ code, objects, service: target, port: null }];
}

function ofServer(side: ServerSide): Mending[] {
  const { target, declared } = side;
  const code = wrong(side);
  const decided = declared.policies.filter(({ decides }) => decides);
  const services = target.services.map(({ namespace, service: name }) => ({
    kind: 'Service',
    namespace,
    name,
  }));
  const objects = [...decided.map(({ object }) => object), ...services];
  return code === null ? [] : [{ code, objects, service: null, port: target.port }];
}

function ofFinding({ code, objects }: ReportedFinding, subject: ObjectReference): Mending {
  return { code, objects: [...objects, subject], service: null, port: null };
}

/** The code of what is wrong; a match may carry a remark. */
function wrong({ observed, finding }: ServerSide | ClientSide): string | null {
  return observed?.verdict === 'match' ? null : (finding?.code ?? null);
}
