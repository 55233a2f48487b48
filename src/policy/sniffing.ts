import type { MeshSettings, PortClass } from '../model/policy.ts';
import { isSince } from './client/since.ts';

/**
 * How sidecars treat a port whose protocol nothing names: before 1.20 sniffing could be switched off, as OpenShift Service Mesh 2 does
 * by default, and then it is TCP (istio-semantics 9.1 and 10).
 */
export function sniffedClass({ version, flags }: MeshSettings, portClass: PortClass): PortClass {
  const off = flags?.PILOT_ENABLE_PROTOCOL_SNIFFING_FOR_INBOUND === false && !isSince(version, 1, 20);
  return off && portClass === 'AUTO' ? 'TCP' : portClass;
}
