import type { Cause } from '../model/prediction.ts';
import { AMBIENT_CAUSES } from './causes/ambient.ts';
import { CAPTURE_CAUSES } from './causes/capture.ts';
import { CLIENT_CAUSES } from './causes/client.ts';
import { SERVER_CAUSES } from './causes/server.ts';
import type { Entry } from './entry.ts';

/** Every cause of a drift: MTLS001 to MTLS099. */
export const CAUSE_ENTRIES = {
  ...CAPTURE_CAUSES,
  ...CLIENT_CAUSES,
  ...SERVER_CAUSES,
  ...AMBIENT_CAUSES,
} as const satisfies Record<Cause, Entry>;
