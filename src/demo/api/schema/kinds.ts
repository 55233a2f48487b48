import { LABEL_SELECTOR, META } from './meta.ts';
import { POD, POD_TEMPLATE } from './pod.ts';
import { type Shape, strings } from './shape.ts';

const RULE_CONDITIONS: Shape = [{ fields: strings('type', 'status') }];

/** batchv1.Job. */
const JOB: Shape = {
  fields: {
    ...strings('apiVersion', 'kind'),
    metadata: META,
    status: 'any',
    spec: {
      fields: {
        ...strings('completionMode', 'managedBy', 'podReplacementPolicy'),
        activeDeadlineSeconds: 'int',
        backoffLimit: 'int',
        backoffLimitPerIndex: 'int',
        completions: 'int',
        manualSelector: 'boolean',
        maxFailedIndexes: 'int',
        parallelism: 'int',
        podFailurePolicy: {
          fields: {
            rules: [
              {
                fields: {
                  action: 'string',
                  onExitCodes: { fields: { ...strings('containerName', 'operator'), values: ['int'] } },
                  onPodConditions: RULE_CONDITIONS,
                },
              },
            ],
          },
        },
        selector: LABEL_SELECTOR,
        successPolicy: {
          fields: { rules: [{ fields: { succeededIndexes: 'string', succeededCount: 'int' } }] },
        },
        suspend: 'boolean',
        template: POD_TEMPLATE,
        ttlSecondsAfterFinished: 'int',
      },
    },
  },
};

/** corev1.ConfigMap. */
const CONFIG_MAP: Shape = {
  fields: {
    ...strings('apiVersion', 'kind'),
    metadata: META,
    data: { map: 'string' },
    binaryData: { map: 'string' },
    immutable: 'boolean',
  },
};

/** The kinds whose every field is checked, by id; of the others only the metadata is. */
export const SHAPES: Readonly<Record<string, { shape: Shape }>> = {
  configmaps: { shape: CONFIG_MAP },
  'jobs.batch': { shape: JOB },
  pods: { shape: POD },
};
