#!/usr/bin/env node
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const program = new URL('../dist/oclif.js', import.meta.url);
if (existsSync(program)) {
  const { execute } = await import(program.href);
  await execute({ dir: import.meta.url });
} else {
  const folder = fileURLToPath(new URL('..', import.meta.url));
  process.stderr.write(
    `Error: mtls-verify is not built here, there is no folder dist\n  in ${folder} run "npm ci", which builds it, or "npm run build" when its packages are installed\n`,
  );
  process.exitCode = 2;
}
