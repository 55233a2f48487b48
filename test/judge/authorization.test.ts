import { describe, expect, it } from 'vitest';
import { judgeEndpoint } from '../../src/judge/endpoint.ts';
import { judgeService } from '../../src/judge/service.ts';
import type { PolicyEffect } from '../../src/model/prediction.ts';
import { dials, endpointPrediction, endpointTarget, observation } from './build.ts';
import { servicePrediction, serviceTarget } from './build-service.ts';
import { type Situation, testSituations } from './situation.ts';

const REQ = 'certificate-required*' as const;
const CLOSED = 'closed-after-bytes' as const;
const policy = { kind: 'AuthorizationPolicy', namespace: 'shop', name: 'p' };
const effect = (kind: PolicyEffect['effect']): PolicyEffect => ({ effect: kind, policy });
const plaintext = (kind: PolicyEffect['effect']) => ({ authorization: { plaintext: effect(kind) } });
const mtls = (kind: PolicyEffect['effect']) => ({ authorization: { mtls: effect(kind) } });
const [declared, portClass] = ['PERMISSIVE', 'TCP'] as const;

const situations: Situation[] = [
  ...(['refused', 'doubtful'] as const).map(
    (kind): Situation => ({
      name: `plaintext closed on a TCP port, ${kind}`,
      declared,
      portClass,
      predicted: plaintext(kind),
      cells: [CLOSED, REQ, 'replied', 'replied*'],
      expected: 'inconclusive authorization',
    }),
  ),
  {
    name: 'plaintext closed, and no policy closes it',
    declared,
    portClass,
    predicted: plaintext('escaped'),
    cells: [CLOSED, REQ, 'replied', 'replied*'],
    expected: 'closed unknown',
  },
  {
    name: 'plaintext closed on an HTTP port, which is refused with 403 only',
    declared,
    predicted: plaintext('refused'),
    cells: [CLOSED, REQ, CLOSED, 'replied*'],
    expected: 'closed unknown',
  },
  {
    name: 'plaintext closed by STRICT',
    declared,
    portClass,
    predicted: plaintext('refused'),
    cells: [CLOSED, REQ, REQ, 'replied*'],
    expected: 'closed unknown',
  },
  {
    name: 'the mesh certificate refused',
    declared,
    portClass,
    predicted: plaintext('refused'),
    cells: [CLOSED, REQ, 'replied', 'certificate-rejected*'],
    expected: 'closed unknown',
  },
  {
    name: 'everything closed',
    declared,
    portClass,
    predicted: mtls('refused'),
    cells: [CLOSED, REQ, CLOSED, 'closed-after-bytes*'],
    expected: 'inconclusive authorization',
  },
  {
    name: 'plaintext closed under DISABLE',
    declared: 'DISABLE',
    portClass,
    predicted: plaintext('refused'),
    cells: [CLOSED, CLOSED, CLOSED, CLOSED],
    expected: 'inconclusive authorization',
  },
  ...(['refused', 'escaped'] as const).map(
    (kind): Situation => ({
      name: `plaintext answered, ${kind}`,
      declared,
      predicted: plaintext(kind),
      cells: ['replied', REQ, CLOSED, 'replied*'],
      expected: 'open identity-bypassed',
    }),
  ),
  {
    name: 'plaintext answered where the policy is not evaluated in full',
    declared,
    predicted: plaintext('doubtful'),
    cells: ['replied', REQ, CLOSED, 'replied*'],
    expected: 'match',
  },
  {
    name: 'plaintext denied',
    declared,
    predicted: plaintext('refused'),
    cells: ['denied', REQ, CLOSED, 'replied*'],
    expected: 'match access-denied',
  },
  {
    name: 'plaintext answered under DISABLE, where no client has an identity',
    declared: 'DISABLE',
    predicted: plaintext('escaped'),
    cells: ['replied', 'not-tls', 'not-tls', 'not-tls'],
    expected: 'match',
  },
];

describe('what an AuthorizationPolicy does after the TLS layer', () => {
  testSituations(situations);

  it('names the policy', () => {
    const observed = dials(CLOSED, REQ, 'replied', 'replied*');
    const prediction = endpointPrediction(declared, plaintext('refused'));
    const context = { controlsOk: true, require: null };
    expect(judgeEndpoint(endpointTarget(portClass), prediction, observed, context).detail).toBe(
      'mTLS was answered, plaintext was closed without an answer: AuthorizationPolicy shop/p refuses such connections.',
    );
  });

  it('does not count an answer of the sidecar itself', () => {
    const http = { status: 426, server: 'istio-envoy', upstream: false };
    const [, ...others] = dials('replied', REQ, CLOSED, 'replied*');
    const observed = [observation('plaintext', 'replied', undefined, { http }), ...others];
    const prediction = endpointPrediction(declared, plaintext('escaped'));
    const row = judgeEndpoint(endpointTarget(), prediction, observed, { controlsOk: true, require: null });
    expect(row.verdict).toBe('match');
  });

  it('leaves a closed connection of a mesh client undecided', () => {
    const context = { controlsOk: true, require: null };
    const target = { ...serviceTarget(), portClass: 'TCP' as const };
    const closed = observation('via-sidecar', CLOSED, target.id);
    const strict = endpointPrediction('STRICT', { ...mtls('refused'), cause: 'access-denied' });
    const observed = dials(CLOSED, REQ, REQ, 'closed-after-bytes*');
    const row = judgeEndpoint(endpointTarget('TCP'), strict, observed, context);
    const service = judgeService(target, servicePrediction('mtls'), closed, [row], context);
    expect(service).toMatchObject({ verdict: 'inconclusive', doubt: 'authorization' });
    expect(service.detail).toContain('AuthorizationPolicy shop/p refuses such connections.');
  });
});
