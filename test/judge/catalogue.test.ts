import { expect, it } from 'vitest';
import { CAUSE_CATALOGUE, type Explanation } from '../../src/judge/causes.ts';
import { DOUBT_CATALOGUE } from '../../src/judge/doubts.ts';

const INTRO = `# Findings

Every line under a port in the table carries one of these codes. Codes up to MTLS099 say why the wire differs from what
is declared; codes from MTLS101 say why nothing could be decided. How a verdict is reached: [verdicts.md](verdicts.md).

This page is made from the catalogue in \`src/judge\`. \`npx vitest run --project unit test/judge/catalogue.test.ts -u\` writes it anew.
`;

function section(kind: string, [name, entry]: [string, Explanation]): string {
  return `## ${entry.code}: ${entry.title}\n\n${kind} \`${name}\` in the JSON report.\n\n${entry.meaning}\n\n**What to do:** ${entry.fix}\n`;
}

it('is what docs/findings.md says', async () => {
  const causes = Object.entries(CAUSE_CATALOGUE).map((entry) => section('Cause', entry));
  const doubts = Object.entries(DOUBT_CATALOGUE).map((entry) => section('Doubt', entry));
  await expect([INTRO, ...causes, ...doubts].join('\n')).toMatchFileSnapshot('../../docs/findings.md');
});

it('gives every code once', () => {
  const codes = [...Object.values(CAUSE_CATALOGUE), ...Object.values(DOUBT_CATALOGUE)].map(
    ({ code }) => code,
  );
  expect(new Set(codes).size).toBe(codes.length);
});
