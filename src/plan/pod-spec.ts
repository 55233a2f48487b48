import type { V1Container, V1PodSpec } from '@kubernetes/client-node';
import { ROLES_OF, type Role, type Source } from '../model/plan.ts';
import { DEFAULT_ACCOUNT, type PodShape } from '../model/pod-shape.ts';
import { patched } from './pod-shape/patched.ts';

export interface PodSettings {
  image: string;
  /** Names of the ConfigMaps with prober and plans. */
  configMaps: string[];
  /** Absent: nothing beyond what every run needs. */
  shape?: PodShape | undefined;
}

/**
 * Keep the prober of 5,000 targets below 128 MiB: V8 lets much garbage pile up where memory seems to be plenty, and sockets with it. The
 * names have been the same since Node 18.
 */
export const PROBER_FLAGS = ['--max-semi-space-size=2', '--max-old-space-size=96'] as const;

const SCRIPT_FOLDER = '/opt/mtls-verify';
const CERTIFICATE_FOLDER = '/var/run/mtls-verify/certs';
export const CERTIFICATE_VOLUME = 'mesh-certificate';

/** What the pod of one source runs, within the restricted Pod Security level. */
export function podSpec(source: Source, { image, configMaps, shape }: PodSettings): V1PodSpec {
  const sidecar = source === 'sidecar';
  const spec: V1PodSpec = {
    restartPolicy: 'Never',
    terminationGracePeriodSeconds: 2,
    automountServiceAccountToken: false,
    enableServiceLinks: false,
    securityContext: { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } },
    containers: ROLES_OF[source].map((role) => container(role, image)),
    volumes: [
      { name: 'probe', projected: { sources: configMaps.map((name) => ({ configMap: { name } })) } },
      ...(sidecar ? [{ name: CERTIFICATE_VOLUME, emptyDir: { medium: 'Memory' } }] : []),
    ],
  };
  return shape ? patched({ ...spec, ...shaped(shape) }, shape.patch) : spec;
}

function shaped(shape: PodShape): Partial<V1PodSpec> {
  const { serviceAccount, nodeSelector, tolerations, imagePullSecrets } = shape;
  return {
    ...(serviceAccount === DEFAULT_ACCOUNT ? {} : { serviceAccountName: serviceAccount }),
    ...(Object.keys(nodeSelector).length > 0 && { nodeSelector }),
    ...(tolerations.length > 0 && { tolerations }),
    ...(imagePullSecrets.length > 0 && { imagePullSecrets: imagePullSecrets.map((name) => ({ name })) }),
  };
}

/** Group 1337 is the proxy's own: its traffic is not redirected (istio-semantics 6.3). */
const GROUP: Record<Role, number> = { outside: 1000, mesh: 1337, via: 1000 };

function container(role: Role, image: string): V1Container {
  return {
    name: role,
    image,
    command: ['node', ...PROBER_FLAGS, `${SCRIPT_FOLDER}/prober.mjs`],
    env: [
      { name: 'MTLS_PROBE_ROLE', value: role },
      { name: 'MTLS_PROBE_CERTS', value: CERTIFICATE_FOLDER },
      { name: 'POD_IP', valueFrom: { fieldRef: { fieldPath: 'status.podIP' } } },
    ],
    resources: { requests: { cpu: '10m', memory: '64Mi' }, limits: { cpu: '1', memory: '192Mi' } },
    securityContext: {
      runAsUser: 1000,
      runAsGroup: GROUP[role],
      runAsNonRoot: true,
      allowPrivilegeEscalation: false,
      readOnlyRootFilesystem: true,
      capabilities: { drop: ['ALL'] },
    },
    volumeMounts: [
      { name: 'probe', mountPath: SCRIPT_FOLDER, readOnly: true },
      ...(role === 'mesh'
        ? [{ name: CERTIFICATE_VOLUME, mountPath: CERTIFICATE_FOLDER, readOnly: true }]
        : []),
    ],
  };
}
