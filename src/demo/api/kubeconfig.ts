export interface KubeconfigParts {
  server: string;
  /** PEM. */
  ca: string;
  token: string;
  namespace: string;
}

/** The kubeconfig of the embedded cluster. JSON is YAML, and every client reads it. */
export function kubeconfig({ server, ca, token, namespace }: KubeconfigParts): string {
  const name = 'embedded';
  const config = {
    apiVersion: 'v1',
    kind: 'Config',
    'current-context': name,
    clusters: [
      { name, cluster: { server, 'certificate-authority-data': Buffer.from(ca).toString('base64') } },
    ],
    users: [{ name, user: { token } }],
    contexts: [{ name, context: { cluster: name, user: name, namespace } }],
  };
  return `${JSON.stringify(config, null, 2)}\n`;
}
