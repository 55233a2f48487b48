/** What a person must know about one way in which a run fails as a whole, or one of its sources. */
export interface Failure {
  title: string;
  meaning: string;
  /** What to do, one or two sentences. */
  fix: string;
  /** Exit code when nothing could be said because of it; where another source gave results the run goes on, as the note `source-failed`. */
  exitCode: 2;
  /** True when it is tried again before it counts. */
  retried: boolean;
}
