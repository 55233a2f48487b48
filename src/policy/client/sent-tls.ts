import type { ClientTls, MeshSettings } from '../../model/policy.ts';
import type { ObjectReference } from '../../model/reference.ts';
import type { EndpointTarget, ServiceTarget } from '../../model/target.ts';
import type { PolicyIndex } from '../policy-index.ts';
import { autoTls } from './auto-tls.ts';
import { autoTlsFacts } from './auto-tls-facts.ts';
import type { Backend } from './backends.ts';
import { effectiveTls } from './effective-tls.ts';
import type { Subset } from './rule.ts';
import type { RuleEntry } from './rule-entries.ts';
import { ruleTls } from './rule-tls.ts';
import { isSince } from './since.ts';

export interface SentTls {
  tls: ClientTls;
  source: 'destination-rule' | 'auto' | 'auto-off';
  decidedBy: ObjectReference | null;
  reason: string;
}

/** What one cluster of a client's sidecar (Service port, or a subset of it) sends to an endpoint under a DestinationRule. */
export function sentTls(
  index: PolicyIndex,
  mesh: MeshSettings,
  entry: RuleEntry | null,
  subset: Subset | null,
  target: ServiceTarget,
  endpoint: EndpointTarget | null,
  instances?: () => readonly Backend[],
): SentTls {
  const rule = effectiveTls(entry, target.port, subset, isSince(mesh.version, 1, 31));
  if (rule.tls !== null && entry !== null) {
    const decidedBy = rule.fromSubset && subset !== null ? subset.from : entry.policyFrom;
    return { ...ruleTls(rule.tls, entry, decidedBy), source: 'destination-rule', decidedBy };
  }
  const source = mesh.autoMtls ? 'auto' : 'auto-off';
  return { ...autoTls(rule, autoTlsFacts(index, mesh, target, endpoint, instances)), source };
}
