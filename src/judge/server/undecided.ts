import type { Outcome } from '../../model/observation.ts';
import type { EndpointDial } from '../../model/prediction.ts';
import type { Judgement } from '../../model/verdict.ts';
import { inconclusive } from '../judgement.ts';
import type { EndpointFacts } from './facts.ts';

const DIALS: readonly EndpointDial[] = ['plaintext', 'tls-mesh', 'tls-plain', 'mtls'];
const UNDECIDING: readonly Outcome[] = ['silent', 'closed-after-bytes'];

/** A sidecar waits for the first bytes of a client, and so do most applications (measured.md sections 2 and 6). */
const ENDED =
  ' One on which nothing was said was closed too: ztunnel does that under STRICT, and a proxy without an application behind it.';

/** The doubt that fits where the dials show neither a mode nor an answer; design section 5, "missing result = inconclusive". */
export function undecided(facts: EndpointFacts): Judgement {
  if (facts.foreign) return wrongIdentity();
  const seen = DIALS.map((dial) => facts.outcomes[dial]);
  const made = seen.filter((outcome) => outcome !== 'not-run');
  if (made.includes('unreachable')) {
    return inconclusive('unreachable', 'The endpoint did not answer at connect.');
  }
  if (made.includes('connection-refused')) {
    return inconclusive('application-not-listening', 'The connection was refused.');
  }
  const certless = [facts.outcomes['tls-mesh'], facts.outcomes['tls-plain']];
  if (made.length === 0 || certless.includes('not-run')) {
    return inconclusive('not-run', 'Dials that decide the mode were not made.');
  }
  if (made.every((outcome) => UNDECIDING.includes(outcome))) {
    const ended = facts.silentEnded ? ENDED : '';
    return inconclusive('no-answer', `Connections were accepted, but nothing was ever answered.${ended}`);
  }
  return inconclusive('contradiction', `The dials do not show one mode: ${describe(facts)}.`);
}

/** Another identity than the target's was shown, so whatever was seen may be about another pod. */
export function wrongIdentity(): Judgement {
  return inconclusive('identity', 'A mesh certificate was shown that is not the one of the target pod.');
}

/** The dials that do not fit together, as a doubt. */
export function contradicting(facts: EndpointFacts): Judgement {
  const seen = DIALS.map((dial) => facts.outcomes[dial]);
  if (seen.includes('unreachable') || seen.includes('connection-refused')) {
    return inconclusive('unreachable', `Some dials reached the port and others did not: ${describe(facts)}.`);
  }
  return inconclusive(
    'contradiction',
    `Certificates show ${facts.mode ?? 'no mode'}, which does not fit: ${describe(facts)}.`,
  );
}

function describe(facts: EndpointFacts): string {
  return DIALS.map((dial) => `${dial} ${facts.outcomes[dial]}`).join(', ');
}
