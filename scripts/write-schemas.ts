// Writes schemas/ from the types of the documents: `npm run schemas`.
import { mkdir, writeFile } from 'node:fs/promises';
import { schemaFiles } from './schemas.ts';

await mkdir('schemas', { recursive: true });
for (const [file, text] of schemaFiles()) await writeFile(`schemas/${file}`, text);
