// Bundles the CLI into dist/: start-up code, commands, a chunk with the Kubernetes client that is loaded when a command
// runs, and the prober as one file without dependencies.
import { rm } from 'node:fs/promises';
import { build } from 'esbuild';

await rm('dist', { recursive: true, force: true });
const common = { bundle: true, platform: 'node', format: 'esm', minify: true, logLevel: 'warning' };

await Promise.all([
  build({
    ...common,
    entryPoints: { oclif: 'src/oclif.ts', commands: 'src/commands/index.ts' },
    outdir: 'dist',
    splitting: true,
    target: 'node20.19',
    // Node's own punycode is deprecated and warns on stderr; a dependency of the Kubernetes client asks for it.
    alias: { punycode: 'punycode/punycode.js' },
    // CommonJS dependencies ask for require and their own name in an ESM bundle.
    banner: {
      js: "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url); const __filename = import.meta.filename;",
    },
  }),
  build({
    ...common,
    entryPoints: { prober: 'src/prober/main.ts' },
    outdir: 'dist',
    outExtension: { '.js': '.mjs' },
    target: 'node18',
  }),
]);
