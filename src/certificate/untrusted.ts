import type { KeyPair } from '../model/key-pair.ts';
import type { UntrustedDial } from '../model/plan.ts';
import { createAuthority } from './authority.ts';

const MINUTE = 60_000;

/**
 * What the untrusted dials show: certificates with the identity of a mesh client, from a CA that is made for this and forgotten. Nothing
 * trusts it, so the keys give access to nothing.
 */
export async function untrustedCertificates(trustDomain: string): Promise<Record<UntrustedDial, KeyPair>> {
  const domain = /^[a-z0-9._-]{1,250}$/i.test(trustDomain) ? trustDomain : 'cluster.local';
  // Never the name of a mesh's CA: a server would then look for the fault in the signature, and answer with another alert.
  const authority = await createAuthority('mtls-verify');
  const issue = (of: string, notAfter?: Date) =>
    authority.issue({
      names: [{ type: 'url', value: `spiffe://${of}/ns/default/sa/default` }],
      ...(notAfter && { notAfter }),
    });
  const [good, expired, foreign] = await Promise.all([
    issue(domain),
    issue(domain, new Date(Date.now() - 10 * MINUTE)),
    issue(`not-${domain}`),
  ]);
  return { 'mtls-untrusted': good, 'mtls-expired': expired, 'mtls-foreign': foreign };
}
