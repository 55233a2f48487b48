import type { FailureDocument } from './failure-document.ts';
import type { Run } from './run.ts';

/** What `--output json` writes: a run, or why there is none. */
export type RunDocument = Run | FailureDocument;
