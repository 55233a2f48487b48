import type { AuthorizationPolicy, DestinationRule } from '../../model/istio.ts';
import { rulesOf } from '../authorization-escape.ts';
import { listOf, text, textsOf } from '../client/untrusted.ts';
import { isRecord } from '../well-formed.ts';

const OPERATION = ['hosts', 'notHosts', 'methods', 'notMethods', 'paths', 'notPaths'];
const SOURCE = ['requestPrincipals', 'notRequestPrincipals', 'remoteIpBlocks', 'notRemoteIpBlocks'];

/** Whether an AuthorizationPolicy needs HTTP to be read, which ztunnel does not do. */
export function isL7(policy: AuthorizationPolicy): boolean {
  return rulesOf(policy).some(
    (rule) =>
      listOf(rule['to']).some(({ operation }) => has(operation, OPERATION)) ||
      listOf(rule['from']).some(({ source }) => has(source, SOURCE)) ||
      listOf(rule['when']).some(({ key }) => text(key).startsWith('request.')),
  );
}

/** Whether a DestinationRule asks for more than connections and TLS: subsets, HTTP pools, outlier detection, hashing of requests. */
export function hasL7Settings({ spec }: DestinationRule): boolean {
  if (listOf(spec?.subsets).length > 0) return true;
  const policy: unknown = spec?.trafficPolicy;
  if (!isRecord(policy)) return false;
  return [policy, ...listOf(policy['portLevelSettings'])].some((settings) => {
    const { connectionPool, loadBalancer, outlierDetection } = settings;
    return (
      isRecord(outlierDetection) ||
      (isRecord(connectionPool) && isRecord(connectionPool['http'])) ||
      (isRecord(loadBalancer) && isRecord(loadBalancer['consistentHash']))
    );
  });
}

function has(fields: unknown, names: readonly string[]): boolean {
  return isRecord(fields) && names.some((name) => textsOf(fields[name]).length > 0);
}
