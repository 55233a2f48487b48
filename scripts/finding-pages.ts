import { type CatalogueEntry, ENTRIES } from '../src/catalogue/catalogue.ts';
import { plainFix } from '../src/catalogue/fill.ts';
import { fileOf, PAGES } from '../src/catalogue/page.ts';

const MADE = 'Written from `src/catalogue` by `npm run docs:findings`; do not edit.';

const INTRO = `# Findings

Every line under a port in the table, and everything that \`mtls-verify policy\` says of objects, has a code. \`mtls-verify explain-code
MTLS301\` prints the same as these pages, also for the code of the same check in Kiali or \`istioctl analyze\` (KIA0501, IST0103). How a verdict
is reached: [verdicts.md](../verdicts.md).

| severity | meaning |
|---|---|
| error | what is declared does not hold, or mesh traffic fails; \`mtls-verify policy\` ends with exit code 1 |
| warning | that may be so |
| note | worth knowing |

${MADE}
`;

/** The pages of docs/findings: file name → text. */
export function findingPages(): Map<string, string> {
  const pages = PAGES.map(({ file, title }): [string, string] => {
    const entries = ENTRIES.filter(({ code }) => fileOf(code) === file);
    return [
      file,
      [`# ${title}\n\n${MADE} All pages: [README.md](README.md).\n`, ...entries.map(section)].join('\n'),
    ];
  });
  const groups = PAGES.map(({ file, title }) => {
    const rows = ENTRIES.filter(({ code }) => fileOf(code) === file).map(row);
    const head = '| code | severity | what | also known as |\n|---|---|---|---|';
    return `## ${title}\n\n${[head, ...rows].join('\n')}\n`;
  });
  return new Map([['README.md', [INTRO, ...groups].join('\n')], ...pages]);
}

function row({ code, severity, title, page, aliases = [] }: CatalogueEntry): string {
  const [, link = ''] = page.split('docs/findings/');
  return `| [${code}](${link}) | ${severity} | ${title} | ${aliases.join(', ')} |`;
}

function section({
  code,
  title,
  severity,
  kind,
  name,
  meaning,
  evidence,
  fix,
  aliases = [],
}: CatalogueEntry): string {
  const facts = [
    `Severity: ${severity}.`,
    ...(name === null ? [] : [`In the JSON report: ${kind} \`${name}\`.`]),
    ...(aliases.length === 0 ? [] : [`In Kiali or istioctl: ${aliases.join(', ')}.`]),
  ];
  return `## ${code}

**${title}.** ${meaning}

${facts.join(' ')}

**Looked at:** ${evidence}

**What to do:** ${plainFix(fix)}
`;
}
