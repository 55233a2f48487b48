import { describe, expect, it } from 'vitest';
import type { Pod } from '../../src/model/kubernetes.ts';
import { podProblem, podState } from '../../src/run/pod-problem.ts';

const proxy = { name: 'istio-proxy' };
const waiting = (reason: string): Pod => ({
  metadata: { name: 'probe' },
  spec: { containers: [{ name: 'outside' }] },
  status: {
    containerStatuses: [
      { name: 'outside', state: { waiting: { reason, message: 'no such\u001b[31m image' } } },
    ],
  },
});

describe('podProblem', () => {
  it.each(['ImagePullBackOff', 'ErrImageNeverPull', 'InvalidImageName'])(
    'names an image that cannot be had: %s',
    (reason) => {
      const problem = podProblem('no-sidecar', waiting(reason));
      expect(problem?.code).toBe('IMAGE');
      expect(problem?.message).toContain(reason);
      expect(problem?.message).not.toContain('\u001b');
    },
  );

  it('waits out a first failed pull', () => {
    expect(podProblem('no-sidecar', waiting('ErrImagePull'))).toBeNull();
  });

  it.each(['CreateContainerConfigError', 'RunContainerError'])(
    'ends when the container cannot start: %s',
    (reason) => {
      expect(podProblem('no-sidecar', waiting(reason))?.code).toBe('POD_FAILED');
    },
  );

  it('sees that a sidecar pod was not injected', () => {
    const pod: Pod = { metadata: { name: 'probe' }, spec: { containers: [{ name: 'mesh' }] } };
    expect(podProblem('sidecar', pod)?.code).toBe('NOT_INJECTED');
    expect(podProblem('no-sidecar', pod)).toBeNull();
  });

  it.each([
    ['classic', { containers: [{ name: 'mesh' }, proxy] }],
    ['native', { containers: [{ name: 'mesh' }], initContainers: [proxy] }],
  ])('accepts a %s sidecar', (_kind, spec) => {
    expect(podProblem('sidecar', { metadata: { name: 'probe' }, spec })).toBeNull();
  });

  it('reports an evicted pod', () => {
    const pod: Pod = {
      metadata: { name: 'probe' },
      status: { phase: 'Failed', reason: 'Evicted', message: 'node low on memory' },
    };
    const problem = podProblem('no-sidecar', pod);
    expect(problem?.code).toBe('EVICTED');
    expect(problem?.message).toContain('Evicted node low on memory');
  });
});

describe('podState', () => {
  it('says what a pod waits for', () => {
    expect(podState(undefined)).toEqual({ code: 'NOT_STARTED', why: 'no pod was created' });
    expect(podState(waiting('ContainerCreating')).why).toBe(
      'container outside is waiting: ContainerCreating',
    );
    const conditions = [{ type: 'PodScheduled', status: 'False', message: '0/1 nodes are available' }];
    const unscheduled = podState({ status: { conditions } });
    expect(unscheduled.code).toBe('UNSCHEDULABLE');
    expect(unscheduled.why).toContain('0/1 nodes are available');
    expect(podState({ status: { phase: 'Pending' } }).why).toBe('the pod is Pending');
  });
});
