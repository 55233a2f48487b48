import { expect, it } from 'vitest';
import type { ProbeLine } from '../../src/model/observation.ts';
import type { Role } from '../../src/model/plan.ts';
import { believable, problemsOf } from '../../src/observe/problems.ts';
import { evidenceOf } from '../support/tls/evidence.ts';

const problem: ProbeLine = { type: 'problem', reason: 'certificate-not-valid', detail: 'not before' };
const result: ProbeLine = { type: 'result', target: 't', dial: 'via-sidecar', evidence: evidenceOf({}) };

it('tells each problem of a role once', () => {
  expect(problemsOf(new Map<Role, ProbeLine[]>([['mesh', [problem, problem]]]))).toEqual([
    { role: 'mesh', reason: 'certificate-not-valid', detail: 'not before' },
  ]);
});

it('does not believe a sidecar whose certificate is not valid, but a client without one', () => {
  const lines = new Map<Role, ProbeLine[]>([
    ['outside', [result]],
    ['mesh', [problem]],
    ['via', [result]],
  ]);
  const believed = believable(lines);
  expect(believed.get('outside')).toEqual([result]);
  expect(believed.get('via')).toEqual([
    { type: 'not-run', target: 't', dial: 'via-sidecar', reason: 'no-certificate' },
  ]);
  expect(believable(new Map([...lines, ['mesh', []]])).get('via')).toEqual([result]);
});
