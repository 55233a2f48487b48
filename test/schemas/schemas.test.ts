import { readdirSync } from 'node:fs';
import { expect, it, test } from 'vitest';
import { schemaFiles } from '../../scripts/schemas.ts';

const files = schemaFiles();

test.each([...files])('schemas/%s is what the types say (npm run schemas)', async (file, text) => {
  await expect(text).toMatchFileSnapshot(`../../schemas/${file}`);
});

it('has no other schema', () => {
  expect(readdirSync('schemas').toSorted()).toEqual([...files.keys()].toSorted());
});
