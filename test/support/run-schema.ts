import { Ajv, type AnySchemaObject } from 'ajv';
import schema from '../../schemas/run.schema.json' with { type: 'json' };
import type { Run } from '../../src/model/run.ts';

const ajv = new Ajv({ allErrors: true, allowUnionTypes: true });
ajv.addSchema(closed(schema), 'document');

/** What a document has against the published schema, field names that it does not know included. */
export function schemaErrors(document: unknown): string[] {
  ajv.validate('document', document);
  return (ajv.errors ?? []).map(({ instancePath, message, params }) =>
    [instancePath, message, JSON.stringify(params)].join(' '),
  );
}

const isRun = ajv.compile<Run>({ $ref: 'document#/definitions/Run' });

/** The document as a run; throws where it is none by the published schema. */
export function asRun(document: unknown): Run {
  if (!isRun(document)) throw new Error(`no run: ${ajv.errorsText(isRun.errors)}`);
  return document;
}

/** The schema without the freedom that later versions may need: nothing but what it names. */
function closed(open: object): AnySchemaObject {
  return JSON.parse(JSON.stringify(open), (_key, part: unknown) =>
    typeof part === 'object' && part !== null && 'properties' in part
      ? { additionalProperties: false, ...part }
      : part,
  );
}
