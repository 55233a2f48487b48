import { type Shape, strings } from './shape.ts';

const FIELD_REF: Shape = { fields: strings('apiVersion', 'fieldPath') };
const RESOURCE_FIELD_REF: Shape = {
  fields: { ...strings('containerName', 'resource'), divisor: 'quantity' },
};
const KEY_REF: Shape = { fields: { ...strings('name', 'key'), optional: 'boolean' } };
const SOURCE: Shape = { fields: { name: 'string', optional: 'boolean' } };

const ENV: Shape = {
  fields: {
    ...strings('name', 'value'),
    valueFrom: {
      fields: {
        fieldRef: FIELD_REF,
        resourceFieldRef: RESOURCE_FIELD_REF,
        configMapKeyRef: KEY_REF,
        secretKeyRef: KEY_REF,
      },
    },
  },
};

const HTTP_GET: Shape = {
  fields: {
    ...strings('path', 'host', 'scheme'),
    port: 'int-or-string',
    httpHeaders: [{ fields: strings('name', 'value') }],
  },
};
const EXEC: Shape = { fields: { command: ['string'] } };
const TCP: Shape = { fields: { port: 'int-or-string', host: 'string' } };

const PROBE: Shape = {
  fields: {
    exec: EXEC,
    httpGet: HTTP_GET,
    tcpSocket: TCP,
    grpc: { fields: { port: 'int', service: 'string' } },
    initialDelaySeconds: 'int',
    timeoutSeconds: 'int',
    periodSeconds: 'int',
    successThreshold: 'int',
    failureThreshold: 'int',
    terminationGracePeriodSeconds: 'int',
  },
};
const HANDLER: Shape = {
  fields: { exec: EXEC, httpGet: HTTP_GET, tcpSocket: TCP, sleep: { fields: { seconds: 'int' } } },
};

const SECCOMP: Shape = { fields: strings('type', 'localhostProfile') };
const SELINUX: Shape = { fields: strings('user', 'role', 'type', 'level') };

const SECURITY_CONTEXT: Shape = {
  fields: {
    allowPrivilegeEscalation: 'boolean',
    appArmorProfile: SECCOMP,
    capabilities: { fields: { add: ['string'], drop: ['string'] } },
    privileged: 'boolean',
    procMount: 'string',
    readOnlyRootFilesystem: 'boolean',
    runAsGroup: 'int',
    runAsNonRoot: 'boolean',
    runAsUser: 'int',
    seLinuxOptions: SELINUX,
    seccompProfile: SECCOMP,
  },
};

/** corev1.PodSecurityContext. */
export const POD_SECURITY_CONTEXT: Shape = {
  fields: {
    appArmorProfile: SECCOMP,
    fsGroup: 'int',
    fsGroupChangePolicy: 'string',
    runAsGroup: 'int',
    runAsNonRoot: 'boolean',
    runAsUser: 'int',
    seLinuxChangePolicy: 'string',
    seLinuxOptions: SELINUX,
    seccompProfile: SECCOMP,
    supplementalGroups: ['int'],
    supplementalGroupsPolicy: 'string',
    sysctls: [{ fields: strings('name', 'value') }],
  },
};

/** corev1.Container. */
export const CONTAINER: Shape = {
  fields: {
    ...strings('name', 'image', 'imagePullPolicy', 'restartPolicy', 'workingDir'),
    ...strings('terminationMessagePath', 'terminationMessagePolicy'),
    command: ['string'],
    args: ['string'],
    env: [ENV],
    envFrom: [{ fields: { prefix: 'string', configMapRef: SOURCE, secretRef: SOURCE } }],
    lifecycle: { fields: { preStop: HANDLER, postStart: HANDLER, stopSignal: 'string' } },
    livenessProbe: PROBE,
    readinessProbe: PROBE,
    startupProbe: PROBE,
    ports: [{ fields: { ...strings('name', 'protocol', 'hostIP'), containerPort: 'int', hostPort: 'int' } }],
    resizePolicy: [{ fields: strings('resourceName', 'restartPolicy') }],
    resources: {
      fields: {
        limits: { map: 'quantity' },
        requests: { map: 'quantity' },
        claims: [{ fields: strings('name', 'request') }],
      },
    },
    securityContext: SECURITY_CONTEXT,
    stdin: 'boolean',
    stdinOnce: 'boolean',
    tty: 'boolean',
    volumeDevices: [{ fields: strings('name', 'devicePath') }],
    volumeMounts: [
      {
        fields: {
          ...strings('name', 'mountPath', 'subPath', 'subPathExpr', 'mountPropagation', 'recursiveReadOnly'),
          readOnly: 'boolean',
        },
      },
    ],
  },
};

const ITEMS: Shape = [{ fields: { ...strings('key', 'path'), mode: 'int' } }];
const DOWNWARD_ITEMS: Shape = [
  { fields: { path: 'string', mode: 'int', fieldRef: FIELD_REF, resourceFieldRef: RESOURCE_FIELD_REF } },
];

/** corev1.Volume, without the kinds that need a storage driver. */
export const VOLUME: Shape = {
  fields: {
    name: 'string',
    configMap: { fields: { name: 'string', items: ITEMS, defaultMode: 'int', optional: 'boolean' } },
    secret: { fields: { secretName: 'string', items: ITEMS, defaultMode: 'int', optional: 'boolean' } },
    emptyDir: { fields: { medium: 'string', sizeLimit: 'quantity' } },
    downwardAPI: { fields: { items: DOWNWARD_ITEMS, defaultMode: 'int' } },
    hostPath: { fields: strings('path', 'type') },
    projected: {
      fields: {
        defaultMode: 'int',
        sources: [
          {
            fields: {
              configMap: { fields: { name: 'string', items: ITEMS, optional: 'boolean' } },
              secret: { fields: { name: 'string', items: ITEMS, optional: 'boolean' } },
              downwardAPI: { fields: { items: DOWNWARD_ITEMS } },
              serviceAccountToken: { fields: { ...strings('audience', 'path'), expirationSeconds: 'int' } },
            },
          },
        ],
      },
    },
  },
};
