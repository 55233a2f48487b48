import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { describe, expect, it } from 'vitest';

/** Design section 8: a folder imports from `model`, `util` and folders before it in this list. */
const ORDER = [
  'cluster',
  'manifests',
  'catalogue',
  'policy',
  'predict',
  'plan',
  'run',
  'observe',
  'prober',
  'judge',
  'explain',
  'report',
  'demo',
  'config',
  'requirements',
  'look',
  'verify',
  'commands',
];
const PURE = ['catalogue', 'policy', 'predict', 'plan', 'observe', 'judge', 'explain'];
const PURE_FORBIDDEN = [/^node:(?!crypto$|util$|net$|buffer$)/, /^@oclif\//, /^execa$/];

const tracked = execFileSync(
  'git',
  ['ls-files', '-co', '--exclude-standard', '--', 'src', 'test', 'scripts', 'bin', 'bench'],
  {
    encoding: 'utf8',
  },
)
  .split('\n')
  .filter((file) => /\.(ts|mjs|js|sh)$/.test(file) || file === 'test/lab/lab');
const sources = tracked.filter((file) => file.startsWith('src/') && file.endsWith('.ts'));

const folderOf = (file: string) => file.split('/')[1]?.replace(/\.ts$/, '') ?? '';
const importsOf = (file: string) =>
  [...readFileSync(file, 'utf8').matchAll(/(?:from|import)\s*\(?\s*'([^']+)'/g)].map(
    ([, name]) => name ?? '',
  );
const typeOnly = (file: string, name: string) =>
  new RegExp(`import type [^;]*from '${name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}'`).test(
    readFileSync(file, 'utf8'),
  );

describe('layout', () => {
  it('finds the sources', () => {
    expect(sources.length).toBeGreaterThan(30);
  });

  it('has no file over 200 lines', () => {
    const long = tracked.filter((file) => readFileSync(file, 'utf8').split('\n').length - 1 > 200);
    expect(long).toEqual([]);
  });

  it('keeps commands thin: under 60 lines each', () => {
    const commands = sources.filter((file) => readFileSync(file, 'utf8').includes('extends Command'));
    expect(commands.length).toBeGreaterThan(0);
    expect(commands.filter((file) => lines(file) >= 60)).toEqual([]);
  });

  it('imports one way only', () => {
    const wrong = sources.flatMap((file) => {
      const from = ORDER.indexOf(folderOf(file));
      return importsOf(file)
        .filter((name) => name.startsWith('.'))
        .map((name) => relative('.', join(dirname(file), name)))
        .filter((target) => {
          const to = ORDER.indexOf(folderOf(target));
          if (from === -1) return to !== -1 && !['oclif'].includes(folderOf(file));
          return to > from;
        })
        .map((target) => `${file} imports ${target}`);
    });
    expect(wrong).toEqual([]);
  });

  it('talks to the Kubernetes client in cluster/ only', () => {
    const wrong = sources.filter(
      (file) =>
        !file.startsWith('src/cluster/') &&
        importsOf(file).includes('@kubernetes/client-node') &&
        !typeOnly(file, '@kubernetes/client-node'),
    );
    expect(wrong).toEqual([]);
  });

  it('keeps the pure folders free of client, clock, randomness and terminal', () => {
    const wrong = sources
      .filter((file) => PURE.includes(folderOf(file)))
      .filter(
        (file) =>
          importsOf(file).some(
            (name) => PURE_FORBIDDEN.some((pattern) => pattern.test(name)) && !typeOnly(file, name),
          ) ||
          /\b(Date\.now|new Date\(\)|Math\.random|process\.|performance\.)/.test(readFileSync(file, 'utf8')),
      );
    expect(wrong).toEqual([]);
  });
});

function lines(file: string): number {
  return readFileSync(file, 'utf8').split('\n').length - 1;
}
