import { compare } from '../../util/compare.ts';
import type { KialiCheck } from './check.ts';
import { ambientPolicyChecks } from './checks/ambient-policies.ts';
import { dataPlaneChecks } from './checks/data-plane.ts';
import { destinationRuleChecks } from './checks/destination-rules.ts';
import { missingTlsChecks } from './checks/missing-tls.ts';
import { mtlsRequiredChecks } from './checks/mtls-required.ts';
import { overlappingRuleChecks } from './checks/overlapping-rules.ts';
import { peerAuthenticationChecks } from './checks/peer-authentications.ts';
import { portChecks } from './checks/ports.ts';
import { principalChecks } from './checks/principals.ts';
import { selectorChecks } from './checks/selectors.ts';
import { uncapturedRouteChecks } from './checks/uncaptured-routes.ts';
import type { KialiView } from './view.ts';

const CHECKS = [
  ambientPolicyChecks,
  dataPlaneChecks,
  destinationRuleChecks,
  missingTlsChecks,
  mtlsRequiredChecks,
  overlappingRuleChecks,
  peerAuthenticationChecks,
  portChecks,
  principalChecks,
  selectorChecks,
  uncapturedRouteChecks,
];

/** Everything that Kiali complains of, sorted by code, object and path. */
export function kialiChecks(view: KialiView): KialiCheck[] {
  const order = ({ code, object, path }: KialiCheck) =>
    [code, object.namespace ?? '', object.kind, object.name, path].join(' ');
  return CHECKS.flatMap((check) => check(view)).toSorted((a, b) => compare(order(a), order(b)));
}
