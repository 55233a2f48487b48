import type { Run } from '../model/run.ts';
import { jsonReport } from './json.ts';
import { tableReport } from './table.ts';

export interface ReportOptions {
  colour: boolean;
  /** Columns of the terminal. */
  width: number;
}

/** A format of a run: the whole text for stdout. */
export type Reporter = (run: Run, options: ReportOptions) => string;

/** Every value of `--output`. */
export const REPORTERS = { table: tableReport, json: jsonReport } as const satisfies Record<string, Reporter>;
export type FormatName = keyof typeof REPORTERS;
