import type { MeshSettings } from '../../model/policy.ts';

/** Whether an Istio version is at least `major.minor`; a version that cannot be read counts as the newest (istio-semantics 10). */
export function isSince(version: string | null, major: number, minor: number): boolean {
  const found = /^v?(\d{1,3})\.(\d{1,4})/.exec(version ?? '');
  if (found === null) return true;
  const [has, hasMinor] = [Number(found[1]), Number(found[2])];
  return has > major || (has === major && hasMinor >= minor);
}

/** Whether DestinationRules are merged by exportTo: from 1.24 on, unless istiod was told not to (istio-semantics 3.2). */
export function mergesByExportTo({ version, flags }: MeshSettings): boolean {
  return isSince(version, 1, 24) && flags?.ENABLE_ENHANCED_DESTINATIONRULE_MERGE !== false;
}
