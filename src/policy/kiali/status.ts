import { sendsMtls } from './objects.ts';

/** The status words of Kiali's API (kiali.md 1.1). */
export const KIALI_STATUSES = [
  'MTLS_ENABLED',
  'MTLS_PARTIALLY_ENABLED',
  'MTLS_NOT_ENABLED',
  'MTLS_DISABLED',
  'UNSET',
  'UNSET_INHERITED_STRICT',
  'UNSET_INHERITED_DISABLED',
  'MTLS_VALIDATION_ERROR',
] as const;
export type KialiStatus = (typeof KIALI_STATUSES)[number];

/** The two sides that Kiali compares at one level: modes as written, empty where nothing says one. */
export interface Sides {
  rule: string;
  authentication: string;
}

export interface StatusOptions {
  auto: boolean;
  /** Count PERMISSIVE as mTLS; only for the levels that KIA0105 looks at. */
  allowPermissive: boolean;
}

/** What a client's and a server's side make together (kiali.md 1.3; util/mtls/status.go:finalStatus). */
export function finalStatus(
  { rule, authentication }: Sides,
  { auto, allowPermissive }: StatusOptions,
): KialiStatus {
  const unsaid = rule === '' && auto;
  const accepts = authentication === 'STRICT' || (allowPermissive && authentication === 'PERMISSIVE');
  if (accepts && (sendsMtls(rule) || unsaid)) return 'MTLS_ENABLED';
  if (authentication === 'DISABLE' && (rule === 'DISABLE' || unsaid)) return 'MTLS_DISABLED';
  return rule === '' && authentication === '' ? 'MTLS_NOT_ENABLED' : 'MTLS_PARTIALLY_ENABLED';
}

/**
 * The status of a namespace with what the mesh says where the namespace is silent (status.go:OverallMtlsStatus). `namespace` and
 * `mesh` come with the status they have by themselves.
 */
export function overallStatus(
  namespace: { sides: Sides; status: KialiStatus },
  mesh: { sides: Sides; status: KialiStatus },
  options: StatusOptions,
): KialiStatus {
  if (namespace.status === 'MTLS_ENABLED' || namespace.status === 'MTLS_DISABLED') return namespace.status;
  if (namespace.status === 'MTLS_PARTIALLY_ENABLED') {
    const sides = {
      rule: namespace.sides.rule || mesh.sides.rule,
      authentication: namespace.sides.authentication || mesh.sides.authentication,
    };
    return inheritedStatus({ sides, status: finalStatus(sides, options) }, options);
  }
  return inheritedStatus(mesh, options);
}

/** The status of one level alone (status.go:inheritedOverallStatus). */
export function inheritedStatus(
  { sides, status }: { sides: Sides; status: KialiStatus },
  { auto, allowPermissive }: StatusOptions,
): KialiStatus {
  if (status === 'MTLS_ENABLED' || status === 'MTLS_DISABLED') return status;
  const { rule, authentication } = sides;
  if (rule === '' && authentication === '') return 'MTLS_NOT_ENABLED';
  if (rule !== '' && authentication !== '') return 'MTLS_PARTIALLY_ENABLED';
  const only = rule || authentication;
  if (only === 'DISABLE') return 'MTLS_DISABLED';
  const half = sendsMtls(rule) || authentication === 'STRICT';
  const lenient = allowPermissive && authentication === 'PERMISSIVE';
  return auto && (half || lenient) ? 'MTLS_ENABLED' : 'MTLS_PARTIALLY_ENABLED';
}
