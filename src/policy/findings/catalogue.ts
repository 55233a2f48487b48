import { CLIENT_FINDINGS, type ClientFindingCode } from '../client/findings-catalogue.ts';
import { DATA_PLANE_FINDINGS, type DataPlaneFindingCode } from './data-plane-catalogue.ts';
import { PLANE_FINDINGS, type PlaneFindingCode } from './plane-catalogue.ts';
import { SCOPE_FINDINGS, type ScopeFindingCode } from './scope-catalogue.ts';

/** `error`: what is declared does not hold, or mesh traffic fails. `warning`: it may not be what was meant. */
export type Level = 'error' | 'warning';

export interface FindingEntry {
  title: string;
  meaning: string;
  fix: string;
  level: Level;
}

export const SERVER_FINDING_CODES = [
  'MTLS301',
  'MTLS302',
  'MTLS303',
  'MTLS304',
  'MTLS305',
  'MTLS306',
  'MTLS307',
  'MTLS308',
  'MTLS309',
  'MTLS310',
  'MTLS313',
  'MTLS314',
  'MTLS315',
  'MTLS316',
  'MTLS317',
] as const;
export type ServerFindingCode = (typeof SERVER_FINDING_CODES)[number];
export type FindingCode =
  | ClientFindingCode
  | DataPlaneFindingCode
  | PlaneFindingCode
  | ScopeFindingCode
  | ServerFindingCode;

/** Findings about the server side (istio-semantics 11.3). */
const SERVER_FINDINGS: Record<ServerFindingCode, FindingEntry> = {
  MTLS301: {
    level: 'error',
    title: 'selector in the root namespace',
    meaning: 'A PeerAuthentication with a selector in the root namespace has no effect on any workload.',
    fix: 'Move it to the namespace of the workload, or remove the selector to make it mesh-wide.',
  },
  MTLS302: {
    level: 'warning',
    title: 'second policy of a level',
    meaning: 'Only the oldest PeerAuthentication of a level counts. This one is ignored as a whole.',
    fix: 'Put everything into one policy and delete the other.',
  },
  MTLS303: {
    level: 'error',
    title: 'portLevelMtls names a Service port',
    meaning: 'portLevelMtls takes container ports. The number given is a Service port that leads elsewhere.',
    fix: 'Write the target port of the Service.',
  },
  MTLS304: {
    level: 'error',
    title: 'portLevelMtls without a selector',
    meaning: 'Istio reads portLevelMtls only from policies with a selector. These ports are ignored.',
    fix: 'Add a selector for the workload.',
  },
  MTLS305: {
    level: 'warning',
    title: 'policy for another revision',
    meaning:
      'The label istio.io/rev names no istiod by its revision. Tags are not resolved, so no istiod reads it.',
    fix: 'Remove the label, or write the revision itself.',
  },
  MTLS306: {
    level: 'warning',
    title: 'policy outside the mesh',
    meaning:
      'The namespace of the policy is left out by discoverySelectors, or is no member of the mesh. istiod does not read it.',
    fix: 'Label the namespace so that one of the discoverySelectors selects it, or add it to the member roll.',
  },
  MTLS307: {
    level: 'error',
    title: 'unknown mTLS mode',
    meaning: 'The mode is none that Istio knows. It is taken for UNSET and inherits.',
    fix: 'Write STRICT, PERMISSIVE or DISABLE in capitals.',
  },
  MTLS308: {
    level: 'error',
    title: 'STRICT without a sidecar',
    meaning: 'The port is declared STRICT, but nothing stands before the application. Plaintext is accepted.',
    fix: 'Let the pod be injected, or protect the port by other means.',
  },
  MTLS309: {
    level: 'error',
    title: 'STRICT port outside capture',
    meaning: 'The port is declared STRICT, but does not reach the sidecar. Plaintext is accepted.',
    fix: 'Remove the port from traffic.sidecar.istio.io/excludeInboundPorts, or add it to includeInboundPorts, and restart the pod.',
  },
  MTLS310: {
    level: 'error',
    title: 'mesh clients cannot connect',
    meaning: 'What the sidecar of a client sends is not what the server accepts.',
    fix: 'Make the DestinationRule and the PeerAuthentication agree.',
  },
  MTLS313: {
    level: 'warning',
    title: 'control plane in doubt',
    meaning:
      'The mesh configuration or the version of istiod could not be read in full, or istiod does not take it. Other settings may be in force.',
    fix: 'Correct the ConfigMap; istioctl proxy-config shows what the proxies have.',
  },
  MTLS314: {
    level: 'error',
    title: 'malformed object',
    meaning: 'The object has fields of a wrong type. It is left out of every decision here.',
    fix: 'Correct the object; the API server would refuse it.',
  },
  MTLS315: {
    level: 'warning',
    title: 'EnvoyFilter on listeners or clusters',
    meaning:
      'An EnvoyFilter changes listeners, filter chains or clusters of sidecars. What it makes of mTLS is not evaluated.',
    fix: 'Prove the ports of the namespace with mtls-verify namespace.',
  },
  MTLS316: {
    level: 'warning',
    title: 'identity asked for on a PERMISSIVE port',
    meaning:
      'An AuthorizationPolicy goes by identities, which plaintext has none of. It depends on mTLS that is not required.',
    fix: 'Make the port STRICT.',
  },
  MTLS317: {
    level: 'warning',
    title: 'kubelet probes against STRICT',
    meaning: 'Probes are not rewritten to the sidecar’s own port, and the kubelet has no mesh certificate.',
    fix: 'Remove the annotation sidecar.istio.io/rewriteAppHTTPProbers: "false".',
  },
};

const CLIENT_LEVELS: Record<ClientFindingCode, Level> = {
  MTLS201: 'error',
  MTLS202: 'error',
  MTLS203: 'warning',
  MTLS204: 'warning',
  MTLS205: 'error',
  MTLS206: 'warning',
  MTLS207: 'error',
  MTLS208: 'warning',
  MTLS209: 'error',
  MTLS210: 'error',
  MTLS211: 'warning',
  MTLS212: 'warning',
  MTLS213: 'warning',
  MTLS214: 'error',
  MTLS215: 'warning',
  MTLS216: 'error',
};

/** What every code of a static finding means, how bad it is and what to do. */
export const FINDINGS: Record<FindingCode, FindingEntry> = {
  ...SERVER_FINDINGS,
  ...DATA_PLANE_FINDINGS,
  ...SCOPE_FINDINGS,
  ...PLANE_FINDINGS,
  ...(Object.fromEntries(
    Object.entries(CLIENT_FINDINGS).map(([code, entry]) => [
      code,
      { ...entry, level: CLIENT_LEVELS[code as ClientFindingCode] },
    ]),
  ) as Record<ClientFindingCode, FindingEntry>),
};
