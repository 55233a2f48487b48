import type { MeshSettings } from '../../model/policy.ts';
import type { ServiceTarget } from '../../model/target.ts';
import { isDiscovered } from '../discovered.ts';
import type { PolicyIndex } from '../policy-index.ts';
import { domainOf } from './domain-of.ts';
import { covers, fullHost } from './host.ts';
import { inRevision } from './in-revision.ts';
import { type Rule, readRule } from './rule.ts';

/** Every DestinationRule that covers a Service's host and that the control plane reads (istio-semantics 3.2). */
export function rulesFor(index: PolicyIndex, mesh: MeshSettings, target: ServiceTarget): Rule[] {
  const domain = domainOf(target);
  const suffix = `.${domain}`;
  const short = target.host.endsWith(suffix) ? target.host.slice(0, -suffix.length) : target.host;
  const keys = new Set(['*', target.host, short]);
  return [...keys]
    .flatMap((key) => index.destinationRulesByHost.get(key) ?? [])
    .filter((object) => {
      const host = object.spec?.host;
      // Reading a rule in full is dear where there are many.
      if (typeof host !== 'string' || !inRevision(object, mesh)) return false;
      const namespace = object.metadata?.namespace ?? '';
      return covers(fullHost(host, namespace, domain), target.host) && isDiscovered(index, mesh, namespace);
    })
    .map((object) => readRule(object, domain));
}
