import type { Code } from './finding.ts';

/** The verdicts that an exception may allow: observed differs from declared. */
export const DRIFTS = ['open', 'closed', 'broken', 'plaintext'] as const;
export type Drift = (typeof DRIFTS)[number];

/** Drift that the user allows for a time. A field that is absent selects everything. */
export interface ExceptionRule {
  /** Namespace of the Service, or of the pod where there is none. */
  namespace?: string;
  /** Name of the Service. */
  service?: string;
  /** Labels that the pod has, these and possibly others. For what mesh clients meet: that every pod behind the Service has. */
  labels?: Record<string, string>;
  /** Port of the Service or of the pod, by number or name. */
  port?: number | string;
  /** Code of the finding. */
  finding?: Code;
  verdict?: Drift;
  /**
   * Why it is allowed; shown with every row.
   * @minLength 1
   */
  reason: string;
  /**
   * Last day on which it is allowed, UTC: `2027-01-31`.
   * @pattern ^\d{4}-\d{2}-\d{2}$
   */
  expires: string;
}

/** Set with the verdict `excepted`. */
export interface Excepted {
  /** The verdict without the exception. */
  verdict: Drift;
  reason: string;
  expires: string;
}
