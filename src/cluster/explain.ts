import { type ErrorCode, VerifyError } from '../model/errors.ts';
import { ApiError } from './api-error.ts';
import { admissionCode } from './refusal.ts';

const BY_STATUS: Readonly<Record<number, ErrorCode>> = {
  401: 'UNAUTHORIZED',
  403: 'FORBIDDEN',
  404: 'API_NOT_FOUND',
  409: 'CONFLICT',
  410: 'LIST_EXPIRED',
  422: 'INVALID',
  429: 'API_OVERLOADED',
  500: 'API_UNAVAILABLE',
  502: 'API_UNAVAILABLE',
  503: 'API_UNAVAILABLE',
  504: 'API_UNAVAILABLE',
};

const BY_REASON: Readonly<Record<string, ErrorCode>> = {
  Broken: 'CONNECTION_BROKEN',
  Silent: 'API_SLOW',
  Aborted: 'TIMEOUT',
};

/** Turns a refused request into the error that a user sees; `doing` completes "cannot …". */
export function explain(error: unknown, doing: string): unknown {
  if (!(error instanceof ApiError)) return error;
  return new VerifyError(codeOf(error), `cannot ${doing}: ${error.message}`, undefined, error);
}

function codeOf({ status, reason, message }: ApiError): ErrorCode {
  if (status === 0) return BY_REASON[reason] ?? 'CLUSTER_UNREACHABLE';
  // Admission answers with any status that a webhook likes, mostly 403.
  return admissionCode(message) ?? BY_STATUS[status] ?? 'API';
}
