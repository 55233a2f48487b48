import { fromMarkdown } from 'mdast-util-from-markdown';
import { gfmFromMarkdown } from 'mdast-util-gfm';
import { gfm } from 'micromark-extension-gfm';
import { describe, expect, it, test } from 'vitest';
import { parse } from 'yaml';
import { RUN_FORMATS, type RunFormat } from '../../src/report/format.ts';
import { FORMATS } from '../../src/report/registry.ts';
import { HOSTILE, hostileRun, UNSAFE } from './hostile.ts';

const report = async (format: RunFormat, width = 120) =>
  FORMATS[format].run(hostileRun(), { colour: false, width });

describe('text from the cluster', () => {
  test.each(RUN_FORMATS)('reaches nobody with control characters in %s', async (format) => {
    for (const width of [80, 200]) expect(await report(format, width)).not.toMatch(UNSAFE);
  });

  it('survives in JSON and YAML', async () => {
    expect(JSON.parse(await report('json'))).toEqual(hostileRun());
    expect(parse(await report('yaml'))).toEqual(hostileRun());
  });

  it('starts no workflow command of its own', async () => {
    const lines = (await report('github')).trimEnd().split('\n');
    expect(lines).toHaveLength(5);
    for (const line of lines) expect(line).toMatch(/^::(error|warning|notice) title=[^:,\n]*::/);
  });

  it('makes no Markdown of its own', async () => {
    const tree = fromMarkdown(await report('markdown'), {
      extensions: [gfm()],
      mdastExtensions: [gfmFromMarkdown()],
    });
    const kinds = new Set<string>();
    const html = new Set<string>();
    const look = (node: { type: string; value?: string; children?: (typeof node)[] }) => {
      kinds.add(node.type);
      if (node.type === 'html') html.add(node.value ?? '');
      for (const child of node.children ?? []) look(child);
    };
    look(tree);
    expect([...kinds].toSorted()).toEqual([
      'heading',
      'html',
      'list',
      'listItem',
      'paragraph',
      'root',
      'table',
      'tableCell',
      'tableRow',
      'text',
    ]);
    expect([...html]).toEqual(['<!-- -->']);
  });

  it('calls nobody in Markdown', async () => {
    expect(HOSTILE).toContain('@team #1');
    expect(await report('markdown')).not.toMatch(/@team|#1/);
  });
});
