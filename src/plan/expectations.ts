import type { Outcome } from '../model/observation.ts';
import type { Batch, DialKind, Expectation, ProbePlan } from '../model/plan.ts';
import type { EndpointPrediction, ServicePrediction } from '../model/prediction.ts';

interface Predictions {
  endpoints: ReadonlyMap<string, EndpointPrediction>;
  services: ReadonlyMap<string, ServicePrediction>;
}

/** The plan with what is predicted for each dial, so that the prober knows by itself what to look at again. */
export function withExpectations(plan: ProbePlan, predictions: Predictions): ProbePlan {
  const expectations: Expectation[] = [];
  const places = new Map<string, number>();
  const placeOf = (expectation: Expectation) => {
    const key = JSON.stringify(expectation);
    const place = places.get(key) ?? expectations.push(expectation) - 1;
    places.set(key, place);
    return place;
  };
  const expecting = (batch: Batch): Batch => {
    const expects = batch.dials.flatMap((dial) => {
      const expectation = expectationOf(predictions, batch.target, dial);
      return expectation ? [[dial, placeOf(expectation)] as const] : [];
    });
    const { serverName } = predictions.endpoints.get(batch.target) ?? {};
    return {
      ...batch,
      expects: Object.fromEntries(expects),
      ...(serverName !== undefined && { serverName }),
    };
  };
  const { outside, mesh, via } = plan.batches;
  const batches = { outside: outside.map(expecting), mesh: mesh.map(expecting), via: via.map(expecting) };
  return { ...plan, batches, expectations };
}

function expectationOf(
  { endpoints, services }: Predictions,
  target: string,
  dial: Batch['dials'][number],
): Expectation | null {
  if (dial === 'via-sidecar') {
    const prediction = services.get(target);
    return prediction
      ? { outcomes: prediction.outcomes, ...reached(prediction), ...encrypted(prediction) }
      : null;
  }
  const outcomes: Partial<Record<DialKind, Outcome[]>> = endpoints.get(target)?.outcomes ?? {};
  const expected = outcomes[dial];
  return expected ? { outcomes: expected } : null;
}

function reached({ reachable }: ServicePrediction): Pick<Expectation, 'reached'> {
  return reachable === 'unknown' ? {} : { reached: reachable };
}

/** What the counters of the Service's cluster will show: TLS that is not the mesh's own counts there too, HBONE does not. */
function encrypted({ client }: ServicePrediction): Pick<Expectation, 'encrypted'> {
  const kinds = new Set(client.map(({ policy }) => policy.tls));
  const [only] = kinds;
  if (kinds.size !== 1 || (only !== 'mtls' && only !== 'plaintext')) return {};
  return { encrypted: only === 'mtls' };
}
