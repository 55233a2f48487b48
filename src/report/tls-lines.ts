import { certificatesOf } from '../judge/shown/certificates.ts';
import type { EndpointRow } from '../model/verdict.ts';
import { groupBy } from '../util/group.ts';
import { count, printable } from '../util/text.ts';
import type { PortGroup } from './group.ts';
import { timeLeft } from './time-left.ts';
import { wrap } from './wrap.ts';

/** With --tls-details, under a port: what TLS its pods take and the certificate they show; pods of which the same is true share a line. */
export function tlsLines({ endpoints }: PortGroup, startedAt: string, width: number): string[] {
  const told = endpoints.flatMap((row) => {
    const text = describe(row, startedAt);
    return text === null ? [] : [{ who: row.target.pod ?? row.target.id, text }];
  });
  return [...groupBy(told, ({ text }) => text)].flatMap(([text, same]) => {
    const [first, ...others] = same.map(({ who }) => who);
    const who = others.length === 0 ? `pod ${first}` : count(same.length, 'pod');
    return wrap(printable(`TLS of ${who}: ${text}`), width, 4);
  });
}

function describe({ observations }: EndpointRow, startedAt: string): string | null {
  const dial = observations.find((observation) => observation.dial === 'tls-details');
  const details = dial?.evidence?.details;
  if (!details) return null;
  const versions = details.accepted.map(
    ({ version, ciphers }) => `${version.replace('TLSv', 'TLS ')} with ${ciphers.join(', ')}`,
  );
  const takes = versions.length === 0 ? 'none without a certificate' : `${versions.join('; ')}`;
  const more = details.complete || versions.length === 0 ? '' : '; not listed to the end';
  const [certificate] = dial ? certificatesOf([dial]) : [];
  if (!certificate) return `${takes}${more}.`;
  const name = certificate.uris[0] ?? (certificate.subject || 'without a name');
  const left = timeLeft(certificate.notAfter, startedAt);
  return `${takes}${more}. Certificate ${name}, ${certificate.key}, valid for ${left}.`;
}
