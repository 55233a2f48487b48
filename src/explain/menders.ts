import { CATALOGUE } from '../catalogue/catalogue.ts';
import type { FindingCode } from '../catalogue/objects.ts';
import type { Cause } from '../model/prediction.ts';
import { declareProtocol, meshInternal, seeOwnNamespace } from './menders/objects.ts';
import { permissive, strict } from './menders/peer-authentication.ts';
import { istioMutual, leaveToAutoMtls, newRule } from './menders/rule-tls.ts';
import type { Mender } from './mending.ts';

const BY_CAUSE: Partial<Record<Cause, Mender>> = {
  'plaintext-to-strict': istioMutual,
  'tls-to-sidecar': istioMutual,
  'mtls-to-no-sidecar': leaveToAutoMtls,
  'mtls-to-disabled': leaveToAutoMtls,
  'server-first': declareProtocol,
  'identity-bypassed': strict,
  'ambient-disable': permissive,
};

const BY_CODE: Partial<Record<FindingCode, Mender>> = {
  MTLS201: istioMutual,
  MTLS205: newRule('ISTIO_MUTUAL'),
  MTLS207: leaveToAutoMtls,
  MTLS208: meshInternal,
  MTLS210: newRule('DISABLE'),
  MTLS217: istioMutual,
  MTLS311: permissive,
  MTLS316: strict,
  MTLS318: strict,
  MTLS320: permissive,
  MTLS410: seeOwnNamespace,
};

/** What one object alone can mend, by code. */
export const MENDERS: ReadonlyMap<string, Mender> = new Map([
  ...Object.entries(BY_CODE),
  ...Object.entries(BY_CAUSE).map(([cause, mender]): [string, Mender] => [codeOf(cause), mender]),
]);

function codeOf(cause: string): string {
  return Object.entries(CATALOGUE.cause).find(([name]) => name === cause)?.[1].code ?? cause;
}
