import { expect, it, test } from 'vitest';
import { FINDINGS } from '../../../src/policy/findings/catalogue.ts';

const INTRO = `# Findings about the objects

\`mtls-verify policy\` tells these from the objects alone, without a dial. An error ends it with exit code 1: what is declared does not
hold, or mesh traffic fails. A warning may not be what was meant. What a run finds on the wire: [findings.md](findings.md).

This page is made from the catalogue in \`src/policy/findings\`. \`npx vitest run --project unit test/policy/findings/catalogue.test.ts -u\` writes it anew.
`;

const ENTRIES = Object.entries(FINDINGS).toSorted(([a], [b]) => (a < b ? -1 : 1));

it('is what docs/policy-findings.md says', async () => {
  const entries = ENTRIES.map(
    ([code, { title, level, meaning, fix }]) =>
      `## ${code}: ${title}\n\n${level === 'error' ? 'Error' : 'Warning'}. ${meaning}\n\n**What to do:** ${fix}\n`,
  );
  await expect([INTRO, ...entries].join('\n')).toMatchFileSnapshot('../../../docs/policy-findings.md');
});

test.each(ENTRIES)('%s says what it is, how bad and what to do', (_code, { level, title, meaning, fix }) => {
  expect(['error', 'warning']).toContain(level);
  for (const text of [title, meaning, fix]) expect(text).not.toBe('');
});
