import type { FailureDocument } from '../model/failure-document.ts';
import type { Run } from '../model/run.ts';

/** Every format of a run; the first is the default. */
export const RUN_FORMATS = [
  'table',
  'wide',
  'json',
  'yaml',
  'junit',
  'sarif',
  'markdown',
  'github',
  'openmetrics',
  'html',
] as const;
export type RunFormat = (typeof RUN_FORMATS)[number];

/** Every format of a result that is no run. */
export const RESULT_FORMATS = ['table', 'json'] as const;
export type ResultFormat = (typeof RESULT_FORMATS)[number];

/** Every format of an explanation. `patch`: only the manifests that mend what is wrong. */
export const EXPLANATION_FORMATS = ['table', 'json', 'patch'] as const;
export type ExplanationFormat = (typeof EXPLANATION_FORMATS)[number];

export interface ReportOptions {
  colour: boolean;
  /** Columns of the terminal. */
  width: number;
}

/** How a run, or the failure that left none, becomes the whole text of a file. */
export interface Format {
  run(run: Run, options: ReportOptions): string | Promise<string>;
  /** Null where a failure is told on stderr alone. */
  failure: ((failure: FailureDocument) => string | Promise<string>) | null;
}
