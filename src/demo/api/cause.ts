import type { StatusCause } from './status.ts';

type Reason =
  | 'FieldValueRequired'
  | 'FieldValueInvalid'
  | 'FieldValueNotSupported'
  | 'FieldValueDuplicate'
  | 'FieldValueNotFound'
  | 'FieldValueTooLong';

/** Makes one cause of a 422. */
export function cause(field: string, reason: Reason, message: string): StatusCause {
  return { reason, message, field };
}
