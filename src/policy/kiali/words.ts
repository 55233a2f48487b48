import type { Mode } from '../../model/policy.ts';
import type { KialiStatus } from './status.ts';

/** The label of a namespace in Kiali's list (kiali.md 1.7), in its own words. */
export const KIALI_LABELS = {
  MTLS_ENABLED: 'Strict',
  MTLS_PARTIALLY_ENABLED: 'Permissive',
  MTLS_NOT_ENABLED: 'Unset',
  MTLS_DISABLED: 'Disabled',
  UNSET: 'Unset',
  UNSET_INHERITED_STRICT: 'Strict (inherited)',
  UNSET_INHERITED_DISABLED: 'Disabled (inherited)',
  MTLS_VALIDATION_ERROR: 'Validation error',
} satisfies Record<KialiStatus, string>;

/** Where neither an injection label nor ambient mode makes a namespace part of the mesh. */
export const NOT_APPLICABLE = 'Not applicable';

/**
 * What Kiali's browser shows of a namespace: an unset one takes the mesh's value, and Permissive where that says nothing
 * (NamespaceMTLSStatusDescriptors.ts).
 */
export function namespaceLabel(status: KialiStatus, mesh: KialiStatus): string {
  if (status !== 'UNSET' && status !== 'MTLS_NOT_ENABLED') return KIALI_LABELS[status];
  if (mesh === 'MTLS_ENABLED') return KIALI_LABELS.UNSET_INHERITED_STRICT;
  if (mesh === 'MTLS_DISABLED') return KIALI_LABELS.UNSET_INHERITED_DISABLED;
  return 'Permissive (inherited)';
}

/** What the panel of a control plane shows: with auto mTLS anything but "partly" is a closed lock (kiali.md 1.7). */
export function meshLabel(status: KialiStatus, auto: boolean): string {
  if (status === 'MTLS_PARTIALLY_ENABLED') return 'mTLS is partially enabled';
  if (status === 'MTLS_ENABLED') return 'mTLS is fully enabled';
  return auto ? 'Auto mTLS is enabled' : 'no lock';
}

/** The mode that a user reads from what Kiali shows of a namespace or mesh; null where it shows none. */
export function modeShown(status: KialiStatus, mesh: KialiStatus): Mode | null {
  switch (status) {
    case 'MTLS_ENABLED':
    case 'UNSET_INHERITED_STRICT':
      return 'STRICT';
    case 'MTLS_PARTIALLY_ENABLED':
      return 'PERMISSIVE';
    case 'MTLS_DISABLED':
    case 'UNSET_INHERITED_DISABLED':
      return 'DISABLE';
    case 'MTLS_VALIDATION_ERROR':
      return null;
    case 'UNSET':
    case 'MTLS_NOT_ENABLED':
      return status === mesh ? 'PERMISSIVE' : modeShown(mesh, mesh);
  }
}
