import type { Outcome } from '../model/observation.ts';
import type { AmbientDial, EndpointDial } from '../model/prediction.ts';
import { APPLICATION, APPLICATION_TLS } from './outcomes.ts';

type Outcomes = Record<EndpointDial | AmbientDial, Outcome[]>;

/** ztunnel accepts a connection and ends it at once, whatever is said on it, and shows no certificate. */
const ENDED: Outcome[] = ['closed-after-bytes'];
/** The application is not there: no tunnel to it. */
const NO_LISTENER: Outcome[] = ['tunnel-refused'];

/**
 * What each dial should meet where ztunnel stands before the application: without an identity the bytes go to the application or the
 * connection ends at once; an identity counts over HBONE only, and is asked for there whatever the mode (measured.md section 6). For each
 * kind of client whether it is let in; null: one or the other.
 */
export function ztunnelOutcomes(letsIn: { plaintext: boolean | null; identity: boolean | null }): Outcomes {
  const without = (open: Outcome[]) => either(letsIn.plaintext, open, ENDED);
  return {
    plaintext: without(APPLICATION),
    'tls-mesh': without(APPLICATION_TLS),
    'tls-plain': without(APPLICATION_TLS),
    mtls: without([...APPLICATION_TLS, 'replied']),
    silent: without(['silent', 'replied', 'closed-after-bytes']),
    hbone: either(letsIn.identity, [...APPLICATION, ...NO_LISTENER], ['denied']),
    'hbone-certless': ['certificate-required'],
  };
}

function either(open: boolean | null, yes: Outcome[], no: Outcome[]): Outcome[] {
  if (open === null) return [...new Set([...yes, ...no])];
  return open ? yes : no;
}
