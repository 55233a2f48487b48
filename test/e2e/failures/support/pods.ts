import type { FailureRule, PodFailure } from '../../../../src/demo/kubelet/failure.ts';

interface Rules {
  kubelet: { failures: FailureRule[] };
}

/** A failure of both probe pods. */
export const both = (failure: PodFailure): Rules => ({ kubelet: { failures: [{ failure }] } });

/** A failure of the probe pod with a sidecar. */
export const ofSidecar = (failure: PodFailure): Rules => ({
  kubelet: { failures: [{ sidecar: true, failure }] },
});

/** A failure of the probe pod without one. */
export const ofOutside = (failure: PodFailure): Rules => ({
  kubelet: { failures: [{ sidecar: false, failure }] },
});

/** For what only ends with the time of the run. */
export const SHORT = { options: { timeout: 5000 } };
