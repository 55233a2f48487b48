import { createGenerator } from 'ts-json-schema-generator';

/** Published schemas by file name, with the type that each is made from. A run may get fields without a new schemaVersion. */
const SCHEMAS = {
  'config.schema.json': { path: 'src/config/config.ts', type: 'Config', additionalProperties: false },
  'run.schema.json': { path: 'src/model/run-document.ts', type: 'RunDocument', additionalProperties: true },
} as const;

/** The JSON Schema files: what they hold follows from the types and their comments. */
export function schemaFiles(): Map<string, string> {
  const files = Object.entries(SCHEMAS).map(
    ([file, { path, type, additionalProperties }]): [string, string] => {
      const generator = createGenerator({
        path,
        type,
        tsconfig: 'tsconfig.json',
        // The compiler that the generator brings is older than the one that checks this repository.
        skipTypeCheck: true,
        additionalProperties,
      });
      return [file, `${JSON.stringify(generator.createSchema(type), null, 2)}\n`];
    },
  );
  return new Map(files);
}
