import type { ObjectEntry } from '../entry.ts';

/** DestinationRules that do not do what they say. */
export const RULE_ENTRIES = {
  MTLS201: {
    severity: 'error',
    title: 'tls without a mode',
    meaning:
      'A DestinationRule has a tls block without a mode. Istio takes that for DISABLE, not for "not set".',
    evidence: 'trafficPolicy.tls of the DestinationRule, its subsets and its portLevelSettings.',
    fix: 'Set tls.mode of {DestinationRule} to ISTIO_MUTUAL, or remove the tls block to leave the choice to auto mTLS.',
  },
  MTLS202: {
    severity: 'error',
    title: 'short host with a dot',
    meaning: 'A DestinationRule host like name.namespace is taken literally, so the rule covers no Service.',
    evidence: 'spec.host of the DestinationRule, and the Services of the cluster.',
    fix: 'Write the full name in spec.host of {DestinationRule}: name.namespace.svc.DOMAIN.',
    aliases: ['IST0174', 'KIA0202'],
  },
  MTLS203: {
    severity: 'warning',
    title: 'trafficPolicy dropped',
    meaning:
      'Two DestinationRules are for one host. Istio merges them and keeps only the first trafficPolicy, with its tls.',
    evidence: 'The DestinationRules of one namespace for one host, by age.',
    fix: 'Put everything for the host into one DestinationRule and delete {DestinationRule}.',
    aliases: ['KIA0201'],
  },
  MTLS204: {
    severity: 'warning',
    title: 'tls not inherited by a port',
    meaning:
      'Settings for a port replace the trafficPolicy as a whole. Without a tls block of their own the tls above is not used.',
    evidence: 'trafficPolicy.portLevelSettings[].tls of the DestinationRule, where trafficPolicy.tls is set.',
    fix: 'Repeat the tls block in spec.trafficPolicy.portLevelSettings of {DestinationRule}.',
  },
  MTLS207: {
    severity: 'error',
    title: 'forced mTLS to mixed endpoints',
    meaning:
      'A DestinationRule forces ISTIO_MUTUAL, and some endpoints of the Service have no sidecar. Connections to those fail.',
    evidence:
      'trafficPolicy.tls.mode of the DestinationRule, and the label security.istio.io/tlsMode of each endpoint.',
    fix: 'Remove spec.trafficPolicy.tls of {DestinationRule}, so that auto mTLS decides for each endpoint, or inject all pods of {Service}.',
    aliases: ['IST0103'],
  },
  MTLS209: {
    severity: 'error',
    title: 'credentialName ignored',
    meaning:
      'A sidecar uses SIMPLE or MUTUAL settings with a credentialName only from a rule with a workloadSelector. Otherwise it sends plaintext.',
    evidence: 'trafficPolicy.tls.credentialName and spec.workloadSelector of the DestinationRule.',
    fix: 'Add spec.workloadSelector to {DestinationRule}, or name files instead of a credential.',
  },
  MTLS212: {
    severity: 'warning',
    title: 'rule in a third namespace',
    meaning:
      'Sidecars look for a DestinationRule in their own namespace, in that of the Service and in the root namespace. This one is in none of them for other clients than those of its own namespace.',
    evidence: 'The namespace, host and exportTo of the DestinationRule.',
    fix: 'Move {DestinationRule} to the namespace of {Service}, or to the root namespace.',
  },
  MTLS217: {
    severity: 'error',
    title: 'rule without tls in place of one with ISTIO_MUTUAL',
    meaning:
      'Auto mTLS is off, and only the most specific DestinationRule for a host is used. This one says nothing of tls, so sidecars send plaintext, whatever a wider rule says.',
    evidence:
      'spec.host and trafficPolicy.tls of the DestinationRules beside each other and in the root namespace, and enableAutoMtls.',
    fix: 'Set spec.trafficPolicy.tls.mode of {DestinationRule} to ISTIO_MUTUAL too, or turn auto mTLS on.',
    aliases: ['KIA0204'],
  },
} as const satisfies Record<string, ObjectEntry>;
