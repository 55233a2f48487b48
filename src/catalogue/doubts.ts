import type { Doubt } from '../model/verdict.ts';
import { ENDPOINT_DOUBTS } from './doubts/endpoint.ts';
import { PROBE_DOUBTS } from './doubts/probe.ts';
import { SERVICE_DOUBTS } from './doubts/service.ts';
import type { Entry } from './entry.ts';

/** Every reason for an inconclusive verdict: MTLS101 to MTLS199. */
export const DOUBT_ENTRIES = {
  ...PROBE_DOUBTS,
  ...ENDPOINT_DOUBTS,
  ...SERVICE_DOUBTS,
} as const satisfies Record<Doubt, Entry>;
