/** Labels of kubernetes.io that are the user's own; the rest of it belongs to Kubernetes. */
const RECOMMENDED = ['name', 'instance', 'version', 'component', 'part-of'].map(
  (name) => `app.kubernetes.io/${name}`,
);
const KUBERNETES = ['kubernetes.io', 'k8s.io'];
/** Written by the Job controller, without a prefix. */
const OF_JOBS = ['job-name', 'controller-uid'];
/** What of Istio's annotations changes neither capture nor what the proxy does with a connection. */
const PROXY_RESOURCES = ['Image', 'CPU', 'CPULimit', 'Memory', 'MemoryLimit'].map(
  (name) => `sidecar.istio.io/proxy${name}`,
);

/**
 * Whether a label of the probe pods is not the user's to set: by those of this program its pods are found and deleted, those of Istio
 * decide whether a sidecar is there and what it is given, those of Kubernetes are its controllers'.
 */
export function isReservedLabel(key: string): boolean {
  if (OF_JOBS.includes(key) || isOf(key, ['mtls-verify', 'istio.io'])) return true;
  return isOf(key, KUBERNETES) && !RECOMMENDED.includes(key);
}

/** The same for annotations; those for the resources and the image of the proxy may be set. */
export function isReservedAnnotation(key: string): boolean {
  return isOf(key, ['mtls-verify', 'istio.io']) && !PROXY_RESOURCES.includes(key);
}

/** Whether the prefix of a key is one of the domains, or below it. */
function isOf(key: string, domains: readonly string[]): boolean {
  const [prefix = ''] = key.includes('/') ? key.split('/') : [];
  return domains.some((domain) => prefix === domain || prefix.endsWith(`.${domain}`));
}
