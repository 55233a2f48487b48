import type { Observation } from '../../model/observation.ts';
import type { AmbientDial } from '../../model/prediction.ts';
import type { ObservedMode } from '../../model/verdict.ts';
import type { EndpointFacts } from './facts.ts';

/**
 * What became of the tunnel that the probe asked for with its mesh certificate (measured.md section 6: 200, 401, 503, 400). `refused`: the
 * certificate was not taken. `failed`: no answer came from the pod's ztunnel.
 */
export type Tunnel = 'open' | 'denied' | 'no-listener' | 'wrong-address' | 'refused' | 'failed' | 'not-tried';

/** What ztunnel does at a port, by the dials of both kinds of client. */
export interface ZtunnelFacts {
  /** Every connection without an identity was ended at once, the one on which nothing was said too. */
  refuses: boolean;
  /** Plaintext, or TLS that is none of the mesh's, met the application. */
  letsIn: boolean;
  tunnel: Tunnel;
}

/** Reduces the observations of a port behind ztunnel to the facts that its rules ask for. */
export function ztunnelFacts(facts: EndpointFacts, observations: readonly Observation[]): ZtunnelFacts {
  const find = (dial: AmbientDial) => observations.find((observation) => observation.dial === dial);
  const { plaintext, 'tls-mesh': mesh, 'tls-plain': plain } = facts.outcomes;
  const ended = [find('silent')?.outcome, mesh, plain].every((outcome) => outcome === 'closed-after-bytes');
  return {
    refuses: ended && (plaintext === 'closed-after-bytes' || facts.closedUnsaid),
    letsIn: facts.plaintextAnswered || facts.applicationSeen,
    tunnel: tunnelOf(find('hbone')),
  };
}

/** The mode that ztunnel shows; null where its refusal may be something else (`certificates`: what the certless TLS dials show). */
export function ztunnelMode(
  { refuses, letsIn, tunnel }: ZtunnelFacts,
  certificates: ObservedMode,
): ObservedMode {
  if (letsIn) return tunnel === 'open' || tunnel === 'denied' ? 'PERMISSIVE' : certificates;
  if (refuses) return tunnel === 'open' ? 'STRICT' : null;
  return certificates;
}

function tunnelOf(hbone: Observation | undefined): Tunnel {
  if (!hbone || hbone.outcome === 'not-run') return 'not-tried';
  const status = hbone.evidence?.connectStatus ?? null;
  // Without the pod's certificate the answer may be anyone's.
  if (!hbone.meshCertificate) return 'failed';
  if (status === null)
    return ['certificate-required', 'certificate-rejected'].includes(hbone.outcome) ? 'refused' : 'failed';
  if (status === 200) return 'open';
  if (status === 401) return 'denied';
  return status === 503 ? 'no-listener' : 'wrong-address';
}
