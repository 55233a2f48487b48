import { describe, expect, it } from 'vitest';
import { judgeEndpoint } from '../../src/judge/endpoint.ts';
import { settledNotes } from '../../src/judge/settled.ts';
import type { Observation } from '../../src/model/observation.ts';
import { endpointPrediction, endpointTarget, evidence, MESH } from './build.ts';

const target = endpointTarget('HTTP');
const prediction = endpointPrediction('STRICT');
const looks = (first: Observation['outcome'], ms: number) => ({ looks: { count: 3, ms, first } });
const observed = (
  dial: Observation['dial'],
  outcome: Observation['outcome'],
  more: Partial<Observation['evidence']> = {},
): Observation => {
  const mesh = outcome === 'certificate-required';
  const seen = evidence(outcome, mesh ? MESH : null, more);
  return { target: target.id, dial, outcome, meshCertificate: mesh, evidence: seen };
};
const unsettled = (dial: Observation['dial']): Observation => ({
  target: target.id,
  dial,
  outcome: 'not-run',
  meshCertificate: false,
  reason: 'unsettled',
});
const judge = (observations: Observation[]) =>
  judgeEndpoint(target, prediction, observations, { controlsOk: true, require: null });

describe('answers that change', () => {
  it('make a row inconclusive when they do not come to rest', () => {
    const row = judge([unsettled('plaintext'), unsettled('tls-mesh'), unsettled('tls-plain')]);
    expect(row).toMatchObject({ verdict: 'inconclusive', doubt: 'unsettled' });
  });

  it('of another dial do not hide that plaintext was answered', () => {
    const row = judge([
      observed('plaintext', 'replied'),
      observed('tls-mesh', 'not-tls'),
      observed('tls-plain', 'not-tls'),
      unsettled('mtls'),
    ]);
    expect(row.verdict).toBe('open');
  });

  it('are told with the time that they took, once they stand', () => {
    const rows = [
      judge([
        observed('plaintext', 'closed-after-bytes', looks('replied', 1240)),
        observed('tls-mesh', 'certificate-required', looks('certificate-required', 1240)),
        observed('tls-plain', 'certificate-required', looks('closed-after-bytes', 1240)),
      ]),
    ];
    expect(settledNotes(rows, [])).toEqual([{ code: 'settled', message: 'web-1:8080 settled after 1.2 s' }]);
    const many = settledNotes(Array(7).fill(rows[0]), []);
    expect(many[0]?.message).toMatch(/, and 2 more$/);
  });

  it('are not told where nothing changed', () => {
    expect(settledNotes([judge([observed('plaintext', 'replied', looks('replied', 0))])], [])).toEqual([]);
  });
});
