import { expect, it } from 'vitest';
import type { ClientTls, Mode } from '../../src/model/policy.ts';
import type { ServicePrediction } from '../../src/model/prediction.ts';
import { buildPlan } from '../../src/plan/build-plan.ts';
import { withExpectations } from '../../src/plan/expectations.ts';
import { bareOutcomes } from '../../src/predict/outcomes.ts';
import { endpointPrediction, endpointTarget } from '../judge/build.ts';
import { HOST, servicePrediction, serviceTarget } from '../judge/build-service.ts';

const targets = {
  endpoints: ['1', '2'].map((last) => endpointTarget('HTTP', { id: `10.0.0.${last}:80` })),
  services: [serviceTarget()],
};
const layout = buildPlan(targets, {
  nonce: 'n',
  roots: [],
  timeout: 1000,
  sidecar: true,
  ambient: new Set(),
});

function service(tls: ClientTls[], reachable: ServicePrediction['reachable']): ServicePrediction {
  const client = tls.flatMap((kind) => servicePrediction(kind).client);
  return servicePrediction('mtls', { client, reachable, outcomes: ['replied'] });
}

/** What the via-sidecar dial expects. */
function expectedVia(prediction: ServicePrediction) {
  const services = new Map([[HOST, prediction]]);
  const { batches, expectations } = withExpectations(layout, { endpoints: new Map(), services });
  return expectations?.[batches.via[0]?.expects?.['via-sidecar'] ?? -1];
}

it('gives every dial of a target what is predicted for it, each thing once', () => {
  const prediction = (mode: Mode) => endpointPrediction(mode, { outcomes: bareOutcomes() });
  const endpoints = new Map(targets.endpoints.map(({ id }) => [id, prediction('STRICT')]));
  const plan = withExpectations(layout, { endpoints, services: new Map() });
  const [first, second] = plan.batches.outside;
  const { plaintext, 'tls-mesh': mesh } = bareOutcomes();
  expect(plan.expectations?.[first?.expects?.plaintext ?? -1]).toEqual({ outcomes: plaintext });
  expect(plan.expectations?.[first?.expects?.['tls-mesh'] ?? -1]).toEqual({ outcomes: mesh });
  expect(second?.expects).toEqual(first?.expects);
  expect(plan.expectations).toHaveLength(new Set(Object.values(bareOutcomes()).map(String)).size);
  expect(Object.keys(plan.batches.mesh[0]?.expects ?? {})).toEqual(['mtls']);
});

it('names the server that a gateway is asked for', () => {
  const named = endpointPrediction('DISABLE', { gateway: 'SIMPLE', serverName: 'shop.example.com' });
  const endpoints = new Map([['10.0.0.1:80', named]]);
  const { outside } = withExpectations(layout, { endpoints, services: new Map() }).batches;
  expect(outside.map(({ serverName }) => serverName)).toEqual(['shop.example.com', undefined]);
});

it('expects nothing of a target without a prediction', () => {
  const plan = withExpectations(layout, { endpoints: new Map(), services: new Map() });
  expect(plan.batches.outside.map(({ expects }) => expects)).toEqual([{}, {}]);
});

it('expects of a Service whether it is reached and encrypted, where all its endpoints are alike', () => {
  expect(expectedVia(service(['mtls', 'mtls'], 'all'))).toMatchObject({ reached: 'all', encrypted: true });
  expect(expectedVia(service(['plaintext'], 'none'))).toMatchObject({ reached: 'none', encrypted: false });
  expect(expectedVia(service(['mtls', 'plaintext'], 'some'))).toEqual({
    outcomes: ['replied'],
    reached: 'some',
  });
});

it.each(['simple', 'mutual', 'hbone'] as const)('does not expect the counters to show %s', (tls) => {
  expect(expectedVia(service([tls], 'all'))).toEqual({ outcomes: ['replied'], reached: 'all' });
});
