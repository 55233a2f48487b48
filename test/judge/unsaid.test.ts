import { expect, it } from 'vitest';
import { judgeEndpoint } from '../../src/judge/endpoint.ts';
import { dials, endpointPrediction, endpointTarget, observation } from './build.ts';

const context = { controlsOk: true, require: null };

/** A plaintext connection that ended before anything was written to it, under a mode shown by the other dials. */
function judge(
  database: boolean,
  declared: 'STRICT' | 'PERMISSIVE',
  tlsPlain: 'certificate-required*' | 'not-tls',
) {
  const target = endpointTarget('TCP', { database });
  const plaintext = observation('plaintext', 'closed-after-bytes', target.id, { wrote: 0 });
  const others = dials('not-run', 'certificate-required*', tlsPlain, 'replied*').slice(1);
  return judgeEndpoint(target, endpointPrediction(declared), [plaintext, ...others], context);
}

it('is not taken for a refusal of plaintext', () => {
  expect(judge(false, 'STRICT', 'certificate-required*').doubt).toBe('not-run');
  expect(judge(false, 'PERMISSIVE', 'not-tls').doubt).toBe('not-run');
});

it('leaves a database port to its certificates', () => {
  expect(judge(true, 'STRICT', 'certificate-required*').detail).toMatch(
    /^TLS without a certificate was refused/,
  );
  expect(judge(true, 'PERMISSIVE', 'not-tls').verdict).toBe('match');
});
