/** Every failure that a user can meet, with the exit code it ends in and what to do next. One catalogue. */
export const ERRORS = {
  KUBECONFIG: { exitCode: 2 },
  CLUSTER_UNREACHABLE: { exitCode: 2 },
  UNAUTHORIZED: { exitCode: 2 },
  FORBIDDEN: { exitCode: 2 },
  API: { exitCode: 2 },
  NAMESPACE_NOT_FOUND: { exitCode: 2 },
  NO_ISTIO: { exitCode: 2 },
  NOTHING_SELECTED: { exitCode: 2 },
  PLAN_TOO_LARGE: { exitCode: 2 },
  POD_SHAPE: { exitCode: 2 },
  IMAGE: { exitCode: 2 },
  MANIFEST: { exitCode: 2 },
  ADMISSION: { exitCode: 2 },
  NOT_INJECTED: { exitCode: 2 },
  POD_FAILED: { exitCode: 2 },
  TIMEOUT: { exitCode: 2 },
  INTERRUPTED: { exitCode: 2 },
} as const satisfies Record<string, { exitCode: 2 | 3 }>;

export type ErrorCode = keyof typeof ERRORS;

/** A failure with a name, a next step and an exit code. Unknown errors are never dressed up as one. */
export class VerifyError extends Error {
  readonly code: ErrorCode;
  /** What to do next, as one sentence. */
  readonly hint: string;
  readonly exitCode: 2 | 3;

  constructor(code: ErrorCode, message: string, hint: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.name = 'VerifyError';
    this.code = code;
    this.hint = hint;
    this.exitCode = ERRORS[code].exitCode;
  }
}
