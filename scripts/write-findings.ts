// Writes docs/findings from the catalogue (src/catalogue): `npm run docs:findings`.
import { mkdir, writeFile } from 'node:fs/promises';
import { findingPages } from './finding-pages.ts';

await mkdir('docs/findings', { recursive: true });
for (const [file, text] of findingPages()) await writeFile(`docs/findings/${file}`, text);
