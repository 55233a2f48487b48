import {
  type CertificateAuthority,
  createAuthority,
  type IssueOptions,
} from '../../certificate/authority.ts';
import type { KeyPair } from '../../model/key-pair.ts';

/** What can be wrong with a workload certificate. */
export const FLAWS = ['expired', 'expiring', 'early', 'other-ca'] as const;
export type Flaw = (typeof FLAWS)[number];

export interface Identities {
  /** The workload certificate of `NAMESPACE/SERVICE-ACCOUNT`, with a flaw of FLAWS; any other word means none. */
  issue(account: string, flaw?: string): Promise<KeyPair>;
}

const MINUTE = 60_000;
/** A certificate begins an hour ago unless told otherwise (createAuthority). */
const PERIODS = {
  expired: () => ({ notAfter: after(-30) }),
  expiring: () => ({ notAfter: after(10) }),
  early: () => ({ notBefore: after(60) }),
  'other-ca': () => ({}),
} satisfies Record<Flaw, () => Partial<IssueOptions>>;

/** Issues the workload certificates of a mesh, and those that are not as they should be. */
export function createIdentities(mesh: CertificateAuthority, trustDomain: string): Identities {
  let other: Promise<CertificateAuthority> | undefined;
  return {
    async issue(account, word) {
      const flaw = FLAWS.find((known) => known === word);
      const [namespace, name] = account.split('/');
      const names = [{ type: 'url', value: `spiffe://${trustDomain}/ns/${namespace}/sa/${name}` }] as const;
      if (flaw === 'other-ca') other ??= createAuthority('another mesh');
      const authority = flaw === 'other-ca' && other ? await other : mesh;
      return authority.issue({ ...(flaw ? PERIODS[flaw]() : {}), names });
    },
  };
}

function after(minutes: number): Date {
  return new Date(Date.now() + minutes * MINUTE);
}
