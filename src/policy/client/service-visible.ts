import type { Service } from '../../model/kubernetes.ts';

/** The namespaces that a Service is exported to: its annotation, else the mesh default (istio-semantics 3.1). */
export function serviceExports(service: Service, defaultExportTo: readonly string[]): readonly string[] {
  const annotation = service.metadata?.annotations?.['networking.istio.io/exportTo'];
  const named = typeof annotation === 'string' && annotation !== '';
  return named ? annotation.split(',').map((entry) => entry.trim()) : defaultExportTo;
}

/** Whether a Service is exported to a namespace. */
export function isExportedTo(
  { exportTo, namespace }: { exportTo: readonly string[]; namespace: string },
  clientNamespace: string,
): boolean {
  if (exportTo.includes('*')) return true;
  if (exportTo.includes('~')) return false;
  return exportTo.includes(clientNamespace) || (exportTo.includes('.') && namespace === clientNamespace);
}
