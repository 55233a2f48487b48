import { xmlText } from './xml.ts';

/** What is said of a case that did not pass. */
export type JunitOutcome = 'failure' | 'error' | 'skipped';

export interface JunitCase {
  classname: string;
  name: string;
  /** Milliseconds. */
  ms: number;
  outcome: { kind: JunitOutcome; type: string; message: string; text: string } | null;
}

export interface JunitSuite {
  name: string;
  cases: JunitCase[];
  /** Lines for `system-out`. */
  output?: string[];
}

/** Suites of cases as XML that both the schema of Ant's JUnit task and that of Jenkins' xUnit plugin allow. */
export function junitDocument(suites: readonly JunitSuite[], startedAt: string): string {
  return xmlText({
    testsuites: { testsuite: suites.map((suite, id) => suiteElement(suite, id, startedAt)) },
  });
}

function suiteElement({ name, cases, output = [] }: JunitSuite, id: number, startedAt: string): object {
  const amount = (kind: JunitOutcome) => cases.filter(({ outcome }) => outcome?.kind === kind).length;
  return {
    ...attributes({ id, name, package: 'mtls-verify', hostname: 'localhost' }),
    // The schema of Ant allows neither fractions nor a time zone.
    ...attributes({ timestamp: startedAt.slice(0, 'YYYY-MM-DDTHH:MM:SS'.length) }),
    ...attributes({ tests: cases.length, failures: amount('failure'), errors: amount('error') }),
    ...attributes({ skipped: amount('skipped'), time: seconds(cases) }),
    properties: '',
    testcase: cases.map((one) => ({
      ...attributes({ classname: one.classname, name: one.name, time: seconds([one]) }),
      ...(one.outcome && { [one.outcome.kind]: outcomeOf(one.outcome) }),
    })),
    'system-out': output.join('\n'),
    'system-err': '',
  };
}

function outcomeOf({ kind, type, message, text }: NonNullable<JunitCase['outcome']>): object {
  return { ...attributes({ message, ...(kind !== 'skipped' && { type }) }), '#text': text };
}

function seconds(cases: readonly JunitCase[]): string {
  return (cases.reduce((sum, { ms }) => sum + ms, 0) / 1000).toFixed(3);
}

function attributes(values: Record<string, string | number>): Record<string, string> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [`@${name}`, `${value}`]));
}
