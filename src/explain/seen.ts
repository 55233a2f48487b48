import { sourceName } from '../judge/source-name.ts';
import type { EndpointPrediction, ServicePrediction } from '../model/prediction.ts';
import type { Run } from '../model/run.ts';
import type { EndpointTarget, ServiceTarget } from '../model/target.ts';
import type { EndpointRow, ServiceRow } from '../model/verdict.ts';
import type { ExplainInput } from './explain.ts';

interface Seen<Target, Prediction, Row> {
  /** How the source is called. */
  from: string;
  target: Target;
  prediction: Prediction;
  /** Null where nothing was dialled. */
  row: Row | null;
}
export type SeenEndpoint = Seen<EndpointTarget, EndpointPrediction, EndpointRow>;
export type SeenService = Seen<ServiceTarget, ServicePrediction, ServiceRow>;

interface AllSeen {
  endpoints: SeenEndpoint[];
  services: SeenService[];
}

/** The rows of a run, each with the name of its source. */
export function seenBy(run: Run): AllSeen {
  const nameOf = ({ from = run.from, revision = null }: EndpointRow | ServiceRow) =>
    sourceName({ from, revision }, run.sources);
  return {
    endpoints: run.endpoints.map((row) => {
      const { target, prediction } = row;
      return { from: nameOf(row), target, prediction, row };
    }),
    services: run.services.map((row) => {
      const { target, prediction } = row;
      return { from: nameOf(row), target, prediction, row };
    }),
  };
}

/** The same where nothing was dialled. */
export function foretold({ targets, views }: Pick<ExplainInput, 'targets' | 'views'>): AllSeen {
  return {
    endpoints: views.flatMap(({ from, predictions }) =>
      targets.endpoints.flatMap((target): SeenEndpoint[] => {
        const prediction = predictions.endpoints.get(target.id);
        return prediction ? [{ from, target, prediction, row: null }] : [];
      }),
    ),
    services: views.flatMap(({ from, predictions }) =>
      targets.services.flatMap((target): SeenService[] => {
        const prediction = predictions.services.get(target.id);
        return prediction ? [{ from, target, prediction, row: null }] : [];
      }),
    ),
  };
}
