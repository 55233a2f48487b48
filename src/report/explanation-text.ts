import type { Explanation } from '../explain/explanation.ts';
import { paint } from '../util/colour.ts';
import { printable } from '../util/text.ts';
import { clientStory } from './explanation/client.ts';
import { serverStories } from './explanation/server.ts';
import { findingLines } from './finding-lines.ts';
import type { ReportOptions } from './format.ts';
import { patchText } from './patch-text.ts';

/** An explanation for people: server side, client side, what the objects show, and what to apply. */
export function explanationText(explanation: Explanation, options: ReportOptions): string {
  const { subject, servers, clients, findings, patches } = explanation;
  const style = { ...options, width: Math.max(60, options.width) };
  const { kind, namespace, name, port } = subject;
  const title = `${kind} ${namespace}/${name}${port === null ? '' : `, port ${port}`}`;
  const how = explanation.probed
    ? `probed from namespace ${explanation.from.join(', ')}`
    : 'by the objects alone, nothing was dialled';
  // A name of the source says nothing where there is but one.
  const several = new Set([...servers, ...clients].map(({ from }) => from)).size > 1;
  const parts = [
    [paint('bold', printable(`${title}: ${how}`), options.colour)],
    ...serverStories(servers, { ...style, several }),
    ...clients.map((side) => clientStory(side, { ...style, several })),
    ...(findings.length === 0 ? [] : [['The objects themselves:', ...findingLines(findings, style)]]),
    ...(patches.length === 0
      ? []
      : [
          [
            'To apply, with kubectl apply -f - (or -o patch alone):',
            ...patchText(patches).trimEnd().split('\n'),
          ],
        ]),
  ];
  return `${parts.map((lines) => lines.join('\n')).join('\n\n')}\n`;
}
