import type { FindingCode } from '../../catalogue/objects.ts';
import type { DestinationRule } from '../../model/istio.ts';
import type { MeshSettings } from '../../model/policy.ts';
import type { Finding } from '../findings/finding.ts';
import type { PolicyIndex } from '../policy-index.ts';
import { isRecord } from '../well-formed.ts';
import { isWildcard } from './host.ts';
import { inRevision } from './in-revision.ts';
import { listOf, text, textMap } from './untrusted.ts';

/** Findings about single DestinationRules: tls without a mode, hidden tls, ignored credentials, dotted hosts (istio-semantics 11.3). */
export function ruleFindings(index: PolicyIndex, mesh: MeshSettings, domain: string): Finding[] {
  return index.destinationrules
    .filter((object) => inRevision(object, mesh))
    .flatMap((object) => {
      const { namespace = '', name = '' } = object.metadata ?? {};
      const objects = [{ kind: 'DestinationRule', namespace, name }];
      const found = [...policyFindings(object), ...hostFindings(object, index, domain)];
      return found.map(([code, detail]) => ({ code, objects, detail }));
    });
}

type Found = [FindingCode, string];

function policyFindings(object: DestinationRule): Found[] {
  const spec = object.spec;
  const selected =
    isRecord(spec?.workloadSelector) && Object.keys(textMap(spec.workloadSelector.matchLabels)).length > 0;
  const parts: [string, unknown][] = [
    ['trafficPolicy', spec?.trafficPolicy],
    ...listOf(spec?.subsets).map((subset): [string, unknown] => [
      `subset ${text(subset.name)}`,
      subset.trafficPolicy,
    ]),
  ];
  return parts.flatMap(([where, policy]) => {
    if (!isRecord(policy)) return [];
    const ports = listOf(policy.portLevelSettings);
    const places: [string, unknown][] = [
      [where, policy.tls],
      ...ports.map((port): [string, unknown] => [portName(where, port), port.tls]),
    ];
    const hidden = isRecord(policy.tls) ? ports.filter((port) => !isRecord(port.tls)) : [];
    return [
      ...places.flatMap(([place, tls]) => tlsFindings(place, tls, selected)),
      ...hidden.map(
        (port): Found => [
          'MTLS204',
          `The settings of ${portName(where, port)} have no tls, so the tls above them is not used.`,
        ],
      ),
    ];
  });
}

function tlsFindings(place: string, tls: unknown, selected: boolean): Found[] {
  if (!isRecord(tls)) return [];
  const mode = text(tls.mode);
  if (mode === '') return [['MTLS201', `The tls of ${place} has no mode, which means DISABLE.`]];
  const credential = text(tls.credentialName);
  const ignored =
    credential !== '' && !credential.startsWith('configmap://') && (mode === 'SIMPLE' || mode === 'MUTUAL');
  return ignored && !selected
    ? [['MTLS209', `The ${mode} settings of ${place} name a credential, so sidecars ignore them.`]]
    : [];
}

function portName(where: string, port: Record<string, unknown>): string {
  const number = isRecord(port.port) ? port.port.number : '';
  return `${where} port ${Number(number)}`;
}

function hostFindings(object: DestinationRule, index: PolicyIndex, domain: string): Found[] {
  const host = text(object.spec?.host);
  const [name = '', namespace = '', more] = host.split('.');
  if (
    isWildcard(host) ||
    namespace === '' ||
    (more !== undefined && more !== 'svc') ||
    host.endsWith(`.svc.${domain}`)
  )
    return [];
  if (!index.serviceByName.has(`${namespace}/${name}`)) return [];
  return [
    [
      'MTLS202',
      `Host ${host} is not ${name}.${namespace}.svc.${domain}, so the rule does not cover that Service.`,
    ],
  ];
}
