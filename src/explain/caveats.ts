import type { EndpointPrediction, ServicePrediction } from '../model/prediction.ts';

/** What beside mTLS policy may change what is met, and why nothing is promised: sentences without a full stop. */
export function caveatsOf(prediction: EndpointPrediction | ServicePrediction): string[] {
  const found = [
    ...(prediction.unsupported === undefined ? [] : [prediction.unsupported]),
    ...(prediction.confounders ?? []).map(({ what }) => what),
    ...('outcomes' in prediction && 'declared' in prediction ? ofEndpoint(prediction) : []),
  ];
  return [...new Set(found)];
}

function ofEndpoint({ notReady, tls, network, authorization }: EndpointPrediction): string[] {
  const policies = [authorization?.mtls, authorization?.plaintext].flatMap((effect) =>
    effect
      ? [`AuthorizationPolicy ${effect.policy.namespace}/${effect.policy.name} ${EFFECTS[effect.effect]}`]
      : [],
  );
  return [
    ...(notReady === undefined ? [] : [notReady]),
    ...(tls?.narrow === undefined ? [] : [tls.narrow]),
    ...Object.values(network ?? {}).map(({ reason }) => reason),
    ...policies,
  ];
}

const EFFECTS = {
  refused: 'refuses the probe',
  doubtful: 'may refuse the probe',
  escaped: 'goes by identities, and plaintext has none',
} as const;
