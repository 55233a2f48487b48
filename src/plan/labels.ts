/** Carried by everything this program creates; nothing without it is ever deleted. */
export const MANAGED_BY = { 'app.kubernetes.io/managed-by': 'mtls-verify' } as const;
export const RUN_LABEL = 'mtls-verify/run';
export const SOURCE_LABEL = 'mtls-verify/source';
