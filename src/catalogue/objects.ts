import type { Code } from '../model/finding.ts';
import type { ObjectEntry } from './entry.ts';
import { CERTIFICATE_ENTRIES } from './objects/certificates.ts';
import { CLIENT_ENTRIES } from './objects/clients.ts';
import { CONTROL_PLANE_ENTRIES } from './objects/control-planes.ts';
import { DATA_PLANE_ENTRIES } from './objects/data-planes.ts';
import { RULE_ENTRIES } from './objects/destination-rules.ts';
import { PEER_ENTRIES } from './objects/peer-authentications.ts';
import { SCOPE_ENTRIES } from './objects/scope.ts';
import { SERVER_ENTRIES } from './objects/servers.ts';

/** Everything that is said of objects: MTLS2xx to MTLS5xx without a dial, MTLS6xx by what they show of themselves. */
export const OBJECT_ENTRIES = {
  ...RULE_ENTRIES,
  ...CLIENT_ENTRIES,
  ...PEER_ENTRIES,
  ...SERVER_ENTRIES,
  ...DATA_PLANE_ENTRIES,
  ...SCOPE_ENTRIES,
  ...CONTROL_PLANE_ENTRIES,
  ...CERTIFICATE_ENTRIES,
} as const satisfies Record<Code, ObjectEntry>;
export type FindingCode = keyof typeof OBJECT_ENTRIES;
