import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readManifests } from '../../src/manifests/read-manifests.ts';
import { VerifyError } from '../../src/model/errors.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'mtls-verify-test-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function file(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

const NAMESPACE = 'apiVersion: v1\nkind: Namespace\nmetadata: {name: a}\n';

describe('readManifests', () => {
  it('reads documents of one file', async () => {
    const pa =
      'apiVersion: security.istio.io/v1\nkind: PeerAuthentication\nmetadata: {name: p, namespace: a}\n';
    const found = await readManifests([file('a.yaml', `${NAMESPACE}---\n# nothing\n---\n${pa}`)]);
    expect(found.namespaces.map(({ metadata }) => metadata?.name)).toEqual(['a']);
    expect(found.peerauthentications.map(({ metadata }) => metadata?.namespace)).toEqual(['a']);
  });

  it('reads JSON, Lists and Lists of a kind', async () => {
    const list = { kind: 'List', items: [{ apiVersion: 'v1', kind: 'Pod', metadata: { name: 'p' } }] };
    const services = { apiVersion: 'v1', kind: 'ServiceList', items: [{ metadata: { name: 's' } }] };
    const found = await readManifests([
      file('a.json', JSON.stringify(list)),
      file('b.json', JSON.stringify(services)),
    ]);
    expect(found.pods).toMatchObject([{ metadata: { name: 'p', namespace: 'default' } }]);
    expect(found.services).toMatchObject([{ metadata: { name: 's', namespace: 'default' } }]);
  });

  it('reads every manifest below a directory and nothing else', async () => {
    mkdirSync(join(folder, 'sub'));
    file('sub/a.yml', NAMESPACE);
    file('b.yaml', NAMESPACE.replace('a}', 'b}'));
    file('README.md', '{{ not yaml');
    const found = await readManifests([folder]);
    expect(found.namespaces.map(({ metadata }) => metadata?.name)).toEqual(['b', 'a']);
  });

  it('leaves out kinds of other groups and texts that are no objects', async () => {
    const other = 'apiVersion: serving.knative.dev/v1\nkind: Service\nmetadata: {name: s}\n';
    const found = await readManifests([file('a.yaml', `${other}---\njust text\n---\nresources: [x]\n`)]);
    expect(Object.values(found).flat()).toEqual([]);
  });

  it.each([
    ['kind: [', 'broken'],
    [
      'a: &a [x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a,*a,*a]\nc: [*b,*b,*b,*b,*b,*b,*b,*b,*b,*b,*b,*b]\n',
      'a bomb',
    ],
  ])('names the file that cannot be read: %j', async (text) => {
    const failure = readManifests([file('bad.yaml', text)]);
    await expect(failure).rejects.toThrow(/bad\.yaml cannot be read/);
    await expect(failure).rejects.toBeInstanceOf(VerifyError);
  });

  it('names the path that is not there', async () => {
    await expect(readManifests([join(folder, 'none.yaml')])).rejects.toMatchObject({ code: 'MANIFEST' });
  });
});
