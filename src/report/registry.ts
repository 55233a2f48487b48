import type { FailureDocument } from '../model/failure-document.ts';
import type { Format, RunFormat } from './format.ts';
import { githubFailure, githubReport } from './github.ts';
import { jsonText } from './json.ts';
import { junitFailure, junitReport } from './junit.ts';
import { sarifFailure, sarifReport } from './sarif.ts';
import { tableReport, wideReport } from './table.ts';
import { yamlText } from './yaml.ts';

/** How each value of `--output` is written; what brings a library along is loaded only when it is asked for. */
export const FORMATS: Record<RunFormat, Format> = {
  table: { run: tableReport, failure: null },
  wide: { run: wideReport, failure: null },
  json: { run: jsonText, failure: jsonText },
  yaml: { run: yamlText, failure: yamlText },
  junit: { run: junitReport, failure: junitFailure },
  sarif: { run: sarifReport, failure: sarifFailure },
  markdown: {
    run: async (run) => (await import('./markdown.ts')).markdownReport(run),
    failure: async (failure) => (await import('./markdown.ts')).markdownFailure(failure),
  },
  github: { run: githubReport, failure: githubFailure },
  openmetrics: {
    run: async (run) => (await import('./openmetrics.ts')).openMetricsReport(run),
    failure: async (failure) => (await import('./openmetrics.ts')).openMetricsFailure(failure),
  },
  html: {
    run: async (run) => (await import('./html/report.ts')).htmlReport(run),
    failure: async (failure) => (await import('./html/report.ts')).htmlFailure(failure),
  },
};

/** What a format says where there is no run; null for one that leaves it to stderr. */
export function failureText(format: RunFormat, failure: FailureDocument): string | Promise<string> | null {
  return FORMATS[format].failure?.(failure) ?? null;
}
