import { isRecord } from '../well-formed.ts';

type Check = (value: unknown) => boolean;

const isText: Check = (value) => typeof value === 'string';
const isFlag: Check = (value) => typeof value === 'boolean';
const isTexts: Check = (value) => Array.isArray(value) && value.every(isText);
const isRecords: Check = (value) => Array.isArray(value) && value.every(isRecord);
const isOneOf =
  (...names: string[]): Check =>
  (value) =>
    typeof value === 'number' ? Number.isInteger(value) : typeof value === 'string' && names.includes(value);

/** Types of the fields that are read (istio/api mesh/v1alpha1). */
const FIELDS: Record<string, Check> = {
  rootNamespace: isText,
  trustDomain: isText,
  trustDomainAliases: isTexts,
  enableAutoMtls: isFlag,
  meshMTLS: isRecord,
  'meshMTLS.minProtocolVersion': isOneOf('TLS_AUTO', 'TLSV1_2', 'TLSV1_3'),
  'meshMTLS.cipherSuites': isTexts,
  outboundTrafficPolicy: isRecord,
  'outboundTrafficPolicy.mode': isOneOf('REGISTRY_ONLY', 'ALLOW_ANY', 'ALLOW_ANY_DYNAMIC_DNS'),
  discoverySelectors: isRecords,
  caCertificates: isRecords,
  defaultServiceExportTo: isTexts,
  defaultDestinationRuleExportTo: isTexts,
  defaultVirtualServiceExportTo: isTexts,
  defaultConfig: isRecord,
};

const DOMAIN = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/i;

/**
 * Why istiod refuses a mesh configuration as a whole, although it is YAML; null when it takes it. A field of a wrong type or an
 * unknown name in an enum does not decode (pkg/util/protomarshal), and some values are not valid (pkg/config/validation/agent).
 */
export function configProblem(fields: Record<string, unknown>): string | null {
  const wrong = Object.entries(FIELDS).find(([path, check]) => {
    const value = at(fields, path);
    return value !== undefined && value !== null && !check(value);
  });
  if (wrong) return `${wrong[0]} is ${shown(at(fields, wrong[0]))}`;
  const curves = at(fields, 'meshMTLS.ecdhCurves');
  if (Array.isArray(curves) && curves.length > 0) return 'meshMTLS.ecdhCurves is not supported';
  const aliases = fields['trustDomainAliases'];
  const domains = [fields['trustDomain'] ?? 'cluster.local', ...(Array.isArray(aliases) ? aliases : [])];
  const invalid = domains.find((domain) => !DOMAIN.test(String(domain)));
  return invalid === undefined ? null : `${shown(invalid)} is no trust domain`;
}

function at(fields: unknown, path: string): unknown {
  return path.split('.').reduce((value, key) => (isRecord(value) ? value[key] : undefined), fields);
}

function shown(value: unknown): string {
  return (JSON.stringify(value) ?? 'nothing').slice(0, 80);
}
