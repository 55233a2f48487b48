import { Errors, Flags } from '@oclif/core';
import { DEFAULT_ACCOUNT, type PodPatch, type PodShape, type Toleration } from '../model/pod-shape.ts';
import { keyValueFlag } from './key-value-flag.ts';
import { tolerationFlag } from './toleration-flag.ts';

/** A Kubernetes object name. */
const NAME = /^[a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?$/;

const nameFlag = Flags.custom<string>({
  parse: async (text) => {
    if (NAME.test(text)) return text;
    throw new Errors.CLIError(`"${text}" is no name of a Kubernetes object`, { exit: 2 });
  },
});

const podPatchFlag = Flags.custom<PodPatch>({
  helpValue: 'FILE',
  // The parser of YAML is loaded only for those who patch.
  parse: async (path) => (await import('./read-pod-patch.ts')).readPodPatch(path),
});

/** How the probe pods are made; the words of kubectl run where it has them. */
export const POD_FLAGS = {
  'from-service-account': nameFlag({
    description: 'service account of the probe pods: the identity that AuthorizationPolicies see',
    helpValue: 'NAME',
    default: DEFAULT_ACCOUNT,
  }),
  'node-selector': keyValueFlag('node-selector', 'only on nodes with this label; may be repeated'),
  toleration: tolerationFlag({
    description: 'also on nodes with this taint; may be repeated',
    multiple: true,
    default: [],
  }),
  'image-pull-secret': nameFlag({
    description: 'Secret of the probe namespace to pull --image with; may be repeated',
    helpValue: 'NAME',
    multiple: true,
    default: [],
  }),
  labels: keyValueFlag('labels', 'label of the probe pods; may be repeated'),
  annotations: keyValueFlag('annotations', 'annotation of the probe pods; may be repeated'),
  'pod-patch': podPatchFlag({
    description:
      'file (YAML or JSON) with a spec that is merged into that of the probe pods; see docs/sources.md',
  }),
};

interface PodFlagValues {
  'from-service-account': string;
  'node-selector': Record<string, string>[];
  toleration: Toleration[];
  'image-pull-secret': string[];
  labels: Record<string, string>[];
  annotations: Record<string, string>[];
  'pod-patch'?: PodPatch | undefined;
}

/** What the flags ask of the probe pods. */
export function podShapeOf(flags: PodFlagValues): PodShape {
  const joined = (parts: Record<string, string>[]): Record<string, string> => Object.assign({}, ...parts);
  return {
    serviceAccount: flags['from-service-account'],
    nodeSelector: joined(flags['node-selector']),
    tolerations: flags.toleration,
    imagePullSecrets: flags['image-pull-secret'],
    labels: joined(flags.labels),
    annotations: joined(flags.annotations),
    patch: flags['pod-patch'] ?? {},
  };
}
