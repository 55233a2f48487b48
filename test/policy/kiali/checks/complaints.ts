import { kialiChecks } from '../../../../src/policy/kiali/checks.ts';
import type { viewOf } from '../scenario.ts';

const DOUBTS_OF_SELECTORS = ['KIA0002', 'KIA0003', 'KIA0004'];

/** Codes and paths about objects of one kind; what the selectors alone give is another test's matter. */
export function complaints(view: ReturnType<typeof viewOf>, kind: string): string[] {
  return kialiChecks(view)
    .filter(({ object, code }) => object.kind === kind && !DOUBTS_OF_SELECTORS.includes(code))
    .map(({ code, path }) => `${code} ${path}`);
}
