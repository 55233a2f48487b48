import type { PhrasingContent } from 'mdast';

/** Inside of what GitHub and GitLab turn into a mention, a reference or a link, markup or not: it notifies people. */
const CALLING = /(?<=[@#!~&%$])(?=\w)|(?<=:)(?=\/\/)|(?<=www)(?=\.)/i;

/** Text that no Markdown renderer makes anything of: no markup, no link, no mention. */
export function inert(text: string): PhrasingContent[] {
  return text
    .split(CALLING)
    .flatMap((value, index): PhrasingContent[] => [
      ...(index === 0 ? [] : [{ type: 'html' as const, value: '<!-- -->' }]),
      { type: 'text', value },
    ]);
}
