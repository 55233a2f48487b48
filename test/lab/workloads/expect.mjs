import { SITUATIONS } from './situations.mjs';

/**
 * Whether a plaintext dial from outside the mesh must be answered on port 8080 of each pod of a situation: null where only
 * the policy of the whole mesh decides.
 */
export function plaintext(namespace) {
  const { pods = [], policies = [] } = SITUATIONS[namespace] ?? {};
  return pods.map(([pod, { variant = 'native', app = pod } = {}]) => {
    if (variant === 'none') return { pod, answers: true };
    const rule = policies.find((policy) => policy.app === app);
    const mode = rule?.ports?.[8080] ?? rule?.mode ?? policies.find((policy) => !policy.app)?.mode;
    return { pod, answers: mode === undefined ? null : mode !== 'STRICT' };
  });
}
