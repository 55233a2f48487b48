import { statusReport } from '../predict/status/report.ts';
import type { ResultFormat } from '../report/format.ts';
import { statusTable } from '../report/status-table.ts';
import { requireKnown } from '../requirements.ts';
import type { Output } from './output/output-flag.ts';
import { tellResult } from './output/tell-result.ts';
import { type ObjectSource, readObjects } from './read-objects.ts';

interface StatusOptions extends ObjectSource {
  /** All when empty. */
  namespaces: string[];
  version: string;
  output: Output<ResultFormat>[];
  color: boolean;
  ascii: boolean;
}

/** Does the work of `mtls-verify status` and returns the exit code. */
export async function runStatus(options: StatusOptions): Promise<number> {
  return tellResult(options, async () => {
    const snapshot = await readObjects({ ...options, namespace: onlyOne(options.namespaces) });
    requireKnown(snapshot, options.namespaces);
    const document = statusReport(snapshot, options.namespaces);
    return { document, table: ({ colour }) => statusTable(document, colour), exitCode: 0 };
  });
}

/** Several namespaces are read as all are: one list each. */
function onlyOne([first, ...more]: readonly string[]): string | null {
  return first === undefined || more.length > 0 ? null : first;
}
