import type { Service } from '../../model/kubernetes.ts';

/** Whether a Service is exported to a namespace: its annotation, else the mesh default (istio-semantics 3.1). */
export function isServiceVisible(
  service: Service,
  clientNamespace: string,
  defaultExportTo: readonly string[],
): boolean {
  const annotation = service.metadata?.annotations?.['networking.istio.io/exportTo'];
  const named = typeof annotation === 'string' && annotation !== '';
  const exportTo = named ? annotation.split(',').map((entry) => entry.trim()) : defaultExportTo;
  return exportTo.some(
    (to) =>
      to === '*' || to === clientNamespace || (to === '.' && service.metadata?.namespace === clientNamespace),
  );
}
