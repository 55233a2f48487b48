import type { Snapshot } from '../model/snapshot.ts';
import { type ExplainInput, explainSubject } from './explain.ts';
import type { Explanation } from './explanation.ts';
import type { Manifest, Patch, PatchedKind } from './patch.ts';
import { prepareSubject } from './prepare.ts';

/** An explanation with those of its patches after which, by prediction, what they are for is gone and nothing else is wrong. */
export function explainProven(input: ExplainInput, snapshot: Snapshot): Explanation {
  const explanation = explainSubject(input);
  const before = codesOf(explainSubject({ ...input, run: null }));
  const patches = explanation.patches.filter((patch) => {
    const changed = prepareSubject(input.subject, explanation.from, withPatch(snapshot, patch));
    const after = codesOf(explainSubject({ ...changed, run: null }));
    return !after.has(patch.code) && [...after].every((code) => before.has(code));
  });
  return { ...explanation, patches };
}

/** Codes of what is wrong with the thing that is explained. */
function codesOf({ servers, clients, findings }: Explanation): Set<string> {
  const sides = [...servers, ...clients].flatMap(({ finding }) => finding?.code ?? []);
  return new Set([...sides, ...findings.map(({ code }) => code)]);
}

const LISTS = {
  PeerAuthentication: 'peerauthentications',
  DestinationRule: 'destinationrules',
  ServiceEntry: 'serviceentries',
  Sidecar: 'sidecars',
  Service: 'services',
} as const satisfies Record<PatchedKind, keyof Snapshot>;

/** The objects as they are after kubectl apply; `null` removes a field. */
function withPatch(snapshot: Snapshot, { object, manifest }: Patch): Snapshot {
  const list = LISTS[manifest.kind];
  const written = withoutNulls(manifest);
  const isOther = ({ metadata }: { metadata?: { namespace?: string; name?: string } }) =>
    metadata?.namespace !== object.namespace || metadata?.name !== object.name;
  const old = snapshot[list].find((known) => !isOther(known));
  const changed = { ...old, ...written, metadata: { ...old?.metadata, ...written.metadata } };
  return { ...snapshot, [list]: [...snapshot[list].filter(isOther), changed] };
}

function withoutNulls(manifest: Manifest): Manifest {
  const text = JSON.stringify(manifest, (_key, value: unknown) => (value === null ? undefined : value));
  return JSON.parse(text) as Manifest;
}
