import { type Shape, strings } from './shape.ts';

/** metav1.ObjectMeta. */
export const META: Shape = {
  fields: {
    ...strings('name', 'generateName', 'namespace', 'selfLink', 'uid', 'resourceVersion'),
    ...strings('creationTimestamp', 'deletionTimestamp'),
    generation: 'int',
    deletionGracePeriodSeconds: 'int',
    labels: { map: 'string' },
    annotations: { map: 'string' },
    finalizers: ['string'],
    managedFields: ['any'],
    ownerReferences: [
      {
        fields: {
          ...strings('apiVersion', 'kind', 'name', 'uid'),
          controller: 'boolean',
          blockOwnerDeletion: 'boolean',
        },
      },
    ],
  },
};

/** metav1.LabelSelector. */
export const LABEL_SELECTOR: Shape = {
  fields: {
    matchLabels: { map: 'string' },
    matchExpressions: [{ fields: { ...strings('key', 'operator'), values: ['string'] } }],
  },
};
