import type { ServerSide } from '../../explain/explanation.ts';
import { sentence } from '../../judge/judgement.ts';
import type { WeighedPolicy } from '../../policy/weighed-policies.ts';
import { paint } from '../../util/colour.ts';
import { groupBy } from '../../util/group.ts';
import { printable } from '../../util/text.ts';
import { named } from '../finding-lines.ts';
import { caveatLines, counted, detail, fact, outcomeLines, type StoryOptions } from './lines.ts';

const WIRE = {
  STRICT: 'STRICT on the wire',
  PERMISSIVE: 'PERMISSIVE on the wire',
  DISABLE: 'DISABLE on the wire',
  NONE: 'nothing enforced on the wire',
} as const satisfies Record<ServerSide['predicted']['effective'], string>;

/** What endpoints accept; those of which the same is to be said share a part. */
export function serverStories(
  servers: readonly ServerSide[],
  { colour, width, several }: StoryOptions,
): string[][] {
  const told = servers.map((side) => ({ side, lines: story(side, width) }));
  const groups = groupBy(told, ({ side, lines }) => `${side.from} ${side.target.port}\n${lines.join('\n')}`);
  return [...groups.values()].map((members) => {
    const [first] = members;
    const names = members.map(({ side: { target } }) => `${target.pod ?? 'no pod'} (${target.id})`);
    const head = `Server side, port ${first?.side.target.port} of ${counted(names, 'endpoint')}${several ? `, seen from ${first?.side.from}` : ''}`;
    return [paint('bold', printable(head), colour), ...(first?.lines ?? [])];
  });
}

function story(side: ServerSide, width: number): string[] {
  const { declared, predicted } = side;
  const mode = predicted.gateway ?? declared.mode;
  const by = declared.policies.find(({ decides }) => decides);
  const why = by ? `by ${named(by.object)} (${by.level})` : 'as no policy sets a mode: the default of Istio';
  const { effective, dataPlane, reason } = predicted;
  return [
    ...fact('Declared', `${mode}, ${why}`, width),
    ...declared.policies.flatMap((policy) => detail(weighed(policy), width)),
    ...fact('Predicted', `${WIRE[effective]}${reason === '' ? '' : `: ${sentence(reason)}`}`, width),
    ...detail(`${dataPlane.kind}: ${sentence(dataPlane.reason)}`, width),
    ...caveatLines(predicted.caveats, width),
    ...outcomeLines(side, width),
  ];
}

function weighed({ object, level, mode, why }: WeighedPolicy): string {
  const says = level === null ? 'not counted' : `${level} level, ${mode ?? 'UNSET'}`;
  return `${named(object)} (${says}): ${sentence(why)}`;
}
