import type { ClientSide } from '../../explain/explanation.ts';
import { sentence } from '../../judge/judgement.ts';
import type { ClientPolicy, ClientTls } from '../../model/policy.ts';
import { paint } from '../../util/colour.ts';
import { printable } from '../../util/text.ts';
import { named } from '../finding-lines.ts';
import { caveatLines, counted, detail, fact, outcomeLines, type StoryOptions } from './lines.ts';

const SENT = {
  mtls: 'mTLS',
  plaintext: 'plaintext',
  simple: 'TLS of the DestinationRule (SIMPLE)',
  mutual: 'TLS of the DestinationRule (MUTUAL)',
  hbone: 'HBONE',
} as const satisfies Record<ClientTls, string>;

const REACHABLE = {
  all: 'every endpoint can be reached',
  none: 'no endpoint can be reached',
  some: 'some endpoints can be reached',
  unknown: 'whether it can be reached is not known',
} as const satisfies Record<ClientSide['predicted']['reachable'], string>;

/** What mesh clients send to a Service port, and get. */
export function clientStory(side: ClientSide, { colour, width, several }: StoryOptions): string[] {
  const { from, target, declared, predicted } = side;
  const { reachable, reason, caveats } = predicted;
  return [
    paint(
      'bold',
      printable(
        `Client side, mesh clients of ${target.host}:${target.port}${several ? `, from ${from}` : ''}`,
      ),
      colour,
    ),
    ...declared.flatMap(({ endpoints, policy }) => policyLines(policy, endpoints, width)),
    ...fact(
      'Predicted',
      `${REACHABLE[reachable]}, ${encryption(predicted)}. ${reason === '' ? '' : sentence(reason)}`,
      width,
    ),
    ...caveatLines(caveats, width),
    ...outcomeLines(side, width),
  ];
}

function policyLines(
  { tls, decidedBy, reason, rejected }: ClientPolicy,
  endpoints: readonly string[],
  width: number,
) {
  const by = decidedBy === null ? 'no object decides' : `by ${named(decidedBy)}`;
  return [
    ...fact(
      'Declared',
      `${SENT[tls]} to ${counted(endpoints, 'endpoint')}; ${by}. ${sentence(reason)}`,
      width,
    ),
    ...rejected.flatMap(({ object, why }) => detail(`${named(object)} (not used): ${sentence(why)}`, width)),
  ];
}

function encryption({ encrypted }: ClientSide['predicted']): string {
  if (encrypted === null) return 'encryption differs or is not known';
  return encrypted ? 'encrypted by mTLS' : 'not encrypted by mTLS';
}
