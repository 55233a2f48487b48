import type { FailureDocument } from '../model/failure-document.ts';
import type { Format, RunFormat } from './format.ts';
import { githubFailure, githubReport } from './github.ts';
import { htmlFailure, htmlReport } from './html/report.ts';
import { jsonText } from './json.ts';
import { junitFailure, junitReport } from './junit.ts';
import { markdownFailure, markdownReport } from './markdown.ts';
import { openMetricsFailure, openMetricsReport } from './openmetrics.ts';
import { sarifFailure, sarifReport } from './sarif.ts';
import { tableReport, wideReport } from './table.ts';
import { yamlText } from './yaml.ts';

/** How each value of `--output` is written. */
export const FORMATS: Record<RunFormat, Format> = {
  table: { run: tableReport, failure: null },
  wide: { run: wideReport, failure: null },
  json: { run: jsonText, failure: jsonText },
  yaml: { run: yamlText, failure: yamlText },
  junit: { run: junitReport, failure: junitFailure },
  sarif: { run: sarifReport, failure: sarifFailure },
  markdown: { run: markdownReport, failure: markdownFailure },
  github: { run: githubReport, failure: githubFailure },
  openmetrics: { run: openMetricsReport, failure: openMetricsFailure },
  html: { run: htmlReport, failure: htmlFailure },
};

/** What a format says where there is no run; null for one that leaves it to stderr. */
export function failureText(format: RunFormat, failure: FailureDocument): string | Promise<string> | null {
  return FORMATS[format].failure?.(failure) ?? null;
}
