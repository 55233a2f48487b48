import { readFileSync, writeFileSync } from 'node:fs';
import { execa } from 'execa';
import { describe, expect, it } from 'vitest';
import { parseAllDocuments } from 'yaml';
import { RESOURCES } from '../../src/cluster/resources.ts';

const NODE = process.env['MTLS_VERIFY_NODE'] ?? process.execPath;
const readme = readFileSync('README.md', 'utf8');

function between(start: RegExp, end: string): string {
  const from = start.exec(readme);
  if (!from) throw new Error(`README has no ${start}`);
  return readme.slice(from.index + from[0].length, readme.indexOf(end));
}

describe('README', () => {
  it('shows what the demo prints', async () => {
    const env = { NO_COLOR: '1' };
    const { stdout, exitCode } = await execa(NODE, ['bin/run.js', 'demo'], { reject: false, env });
    // The one thing that differs from run to run.
    const shown = `\n\`\`\`\n$ mtls-verify namespace shop\n${stdout.replace(/ in \d+\.\d s$/, ' in 2.4 s')}\n\`\`\`\n`;
    const block = between(/<!-- sample: [^>]*-->/, '<!-- /sample -->');
    if (process.env['UPDATE_README'])
      writeFileSync(
        'README.md',
        readme.replace(block, () => shown),
      );
    else expect(block).toBe(shown);
    expect(exitCode).toBe(1);
  });

  it('asks for the permissions that the program uses', () => {
    const yaml = between(/<!-- rbac: [^>]*-->\n```yaml\n/, '```\n<!-- /rbac -->');
    const [reader] = parseAllDocuments(yaml).map(
      (document) => document.toJS() as { rules: { apiGroups: string[]; resources: string[] }[] },
    );
    const granted = reader?.rules.flatMap(({ apiGroups, resources }) =>
      resources.map((resource) => `${apiGroups[0]}/${resource}`),
    );
    const lists: [string, { root: string; plural?: string }][] = Object.entries(RESOURCES);
    const used = lists.map(
      ([kind, { root, plural = kind }]) => `${root.startsWith('/apis/') ? root.split('/')[2] : ''}/${plural}`,
    );
    expect(granted?.toSorted()).toEqual(used.toSorted());
  });
});
