import { plainFix } from '../catalogue/fill.ts';
import { findEntries, NOT_FOUND_HERE, nearMatches } from '../catalogue/find.ts';
import { VerifyError } from '../model/errors.ts';
import { codeEntries } from '../report/code-entry.ts';
import type { ResultFormat } from '../report/format.ts';
import { wrap } from '../report/wrap.ts';
import { printable } from '../util/text.ts';
import type { Output } from './output/output-flag.ts';
import { type Result, tellResult } from './output/tell-result.ts';

/** Names offered for a code that is none. */
const OFFERED = 6;

/** Does the work of `mtls-verify explain-code` and returns the exit code. */
export async function runExplainCode(
  asked: string,
  options: { output: readonly Output<ResultFormat>[]; version: string },
): Promise<number> {
  return tellResult({ ...options, color: false, ascii: false }, async () => resultFor(asked));
}

function resultFor(asked: string): Result {
  const entries = findEntries(asked);
  const elsewhere = Object.entries(NOT_FOUND_HERE).find(([alias]) => alias === asked.trim().toUpperCase());
  if (elsewhere) {
    const [code, why] = elsewhere;
    return {
      document: { entries: [], why },
      table: ({ width }) => `${wrap(`${code}: no finding here. ${why}`, width, 0).join('\n')}\n`,
      exitCode: 0,
    };
  }
  if (entries.length === 0) throw unknown(asked);
  return {
    document: { entries: entries.map((entry) => ({ ...entry, fix: plainFix(entry.fix) })) },
    table: ({ width }) => codeEntries(entries, width),
    exitCode: 0,
  };
}

function unknown(asked: string): VerifyError {
  const near = nearMatches(asked, OFFERED);
  return new VerifyError(
    'NOTHING_SELECTED',
    `no finding has the code ${printable(asked, 80)}`,
    near.length > 0
      ? `did you mean ${near.join(', ')}? All codes: docs/findings/README.md`
      : 'all codes are in docs/findings/README.md',
  );
}
