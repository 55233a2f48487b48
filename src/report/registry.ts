import type { FailureDocument } from '../model/failure-document.ts';
import type { Format, RunFormat } from './format.ts';
import { jsonText } from './json.ts';
import { tableReport } from './table.ts';
import { yamlText } from './yaml.ts';

/** How each value of `--output` is written. */
export const FORMATS: Record<RunFormat, Format> = {
  table: { run: tableReport, failure: null },
  json: { run: jsonText, failure: jsonText },
  yaml: { run: yamlText, failure: yamlText },
};

/** What a format says where there is no run; null for one that leaves it to stderr. */
export function failureText(format: RunFormat, failure: FailureDocument): string | null {
  return FORMATS[format].failure?.(failure) ?? null;
}
