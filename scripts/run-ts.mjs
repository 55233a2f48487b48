// run-ts.mjs FILE [ARGUMENT…]: bundles a TypeScript program of this repository and runs it on the Node at hand, which may be too old to
// read TypeScript itself.
import { mkdtemp, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const [file, ...rest] = process.argv.slice(2);
// Inside node_modules, so that packages left out of the bundle are found.
const folder = await mkdtemp(resolve('node_modules', '.run-ts-'));
const outfile = join(folder, 'program.mjs');
try {
  await build({
    entryPoints: [file],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    packages: 'external',
    logLevel: 'warning',
  });
  process.argv.splice(1, process.argv.length, file, ...rest);
  await import(pathToFileURL(outfile).href);
} finally {
  await rm(folder, { recursive: true, force: true });
}
