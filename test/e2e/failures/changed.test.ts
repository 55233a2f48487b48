import type { Fields } from '../../../src/demo/api/object.ts';
import { ofOutside, ofSidecar } from './support/pods.ts';
import { CLIENT, playFaults, SERVER } from './support/table.ts';

/** What a mutating webhook does to the `mesh` container of the probe pod with a sidecar. */
const ofMesh = (fields: Fields) =>
  ofSidecar({ kind: 'mutated', patch: { spec: { containers: [{ name: 'mesh', ...fields }] } } });

playFaults([
  {
    what: 'a webhook that leads images to a mirror',
    ...ofOutside({
      kind: 'mutated',
      patch: { spec: { containers: [{ name: 'outside', image: 'mirror.example.com/node:22' }] } },
    }),
    exit: 0,
    named: ['pod-altered'],
    said: 'mirror.example.com/node:22',
  },
  {
    what: 'a webhook that puts a pod on the host network',
    ...ofOutside({ kind: 'mutated', patch: { spec: { hostNetwork: true } } }),
    exit: 3,
    named: ['POD_CHANGED'],
    said: 'host network',
    undecided: [SERVER],
  },
  {
    what: 'a webhook that takes a container away',
    ...ofMesh({ $patch: 'delete' }),
    exit: 3,
    named: ['POD_CHANGED'],
    said: 'container mesh is missing',
    undecided: [CLIENT],
  },
  {
    what: 'a webhook that changes the group, so that the proxy takes what goes past it',
    ...ofMesh({ securityContext: { runAsGroup: 1000 } }),
    exit: 3,
    named: ['POD_CHANGED'],
    said: 'the group of container mesh',
    undecided: [CLIENT],
  },
  {
    what: 'a webhook that changes the command',
    ...ofMesh({ command: ['node', '-e', ''] }),
    exit: 3,
    named: ['POD_CHANGED'],
    undecided: [CLIENT],
  },
  {
    what: 'a sidecar in the pod that must have none',
    ...ofOutside({
      kind: 'mutated',
      patch: {
        spec: { initContainers: [{ name: 'istio-proxy', image: 'proxyv2', command: ['node', '-e', ''] }] },
      },
    }),
    exit: 3,
    named: ['POD_CHANGED'],
    said: 'a sidecar that it must not have',
    undecided: [SERVER],
  },
]);
