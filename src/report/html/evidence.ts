import type { Evidence, Observation } from '../../model/observation.ts';
import { printable } from '../../util/text.ts';

/** One dial and what it met, in words: `tls-mesh: certificate-required. TLSv1.3, shows spiffe://…, alert 116, in 4 ms`. */
export function dialWords({ dial, outcome, reason, evidence }: Observation): string {
  const what = `${dial}: ${outcome}${reason === undefined ? '' : ` (${reason})`}`;
  const seen = evidence === undefined ? [] : evidenceWords(evidence);
  return printable(seen.length === 0 ? what : `${what}. ${seen.join(', ')}`, 600);
}

function evidenceWords({
  tls,
  certificate,
  alert,
  http,
  code,
  bytes,
  first,
  ms,
  attempts,
}: Evidence): string[] {
  return [
    ...(tls === null ? [] : [`${tls.version} ${tls.cipher}`]),
    ...(certificate === null
      ? []
      : [`shows ${certificate.uris[0] ?? certificate.subject}, valid until ${certificate.notAfter}`]),
    ...(alert === null ? [] : [`alert ${alert}`]),
    ...(http === null ? [] : [`HTTP ${http.status}${http.server === null ? '' : ` from ${http.server}`}`]),
    ...(code === null ? [] : [code]),
    ...(bytes === 0 ? [] : [`${bytes} bytes, ${JSON.stringify(first)}`]),
    ...(attempts > 1 ? [`${attempts} attempts`] : []),
    `in ${Math.round(ms.total)} ms`,
  ];
}
