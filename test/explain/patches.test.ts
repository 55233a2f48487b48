import { describe, expect, it } from 'vitest';
import { listSituations } from '../../src/demo/situation/list-situations.ts';
import { readObjects, type SituationObject } from '../../src/demo/situation/read-objects.ts';
import { sourcesOf } from '../../src/demo/situation/situation.ts';
import type { Explanation } from '../../src/explain/explanation.ts';
import type { Subject } from '../../src/explain/subject.ts';
import { explainObjects, FOLDER } from './situation.ts';

const situations = await listSituations(FOLDER);
const wanted = await Promise.all(
  situations.map(async ({ name, run }) => {
    const { namespace } = run;
    const from = [namespace, ...sourcesOf(run)];
    const objects = await readObjects(FOLDER, name);
    return objects.filter(isService(namespace)).flatMap(({ metadata }) => {
      const subject: Subject = { kind: 'Service', namespace, name: metadata.name, port: null };
      const before = explainObjects(objects, subject, from);
      return before.patches.length > 0
        ? [{ name, service: metadata.name, objects, subject, from, before }]
        : [];
    });
  }),
);

function isService(namespace: string) {
  return ({ kind, metadata, spec }: SituationObject) =>
    kind === 'Service' && metadata.namespace === namespace && !JSON.stringify(spec).includes('ExternalName');
}

/** Codes of what is wrong with the thing that is explained. */
function codesOf({ servers, clients, findings }: Explanation): string[] {
  const sides = [...servers, ...clients].flatMap(({ finding }) => finding?.code ?? []);
  return [...new Set([...sides, ...findings.map(({ code }) => code)])];
}

/** What kubectl apply makes of the objects: `null` removes a field. */
function applied(objects: SituationObject[], patches: Explanation['patches']): SituationObject[] {
  const changed = patches.map(({ object, manifest }): SituationObject => {
    const text = JSON.stringify(manifest, (_key, value: unknown) => (value === null ? undefined : value));
    const { spec } = JSON.parse(text) as { spec: unknown };
    const { kind, namespace, name } = object;
    const known = objects.find((one) => keyOf(one) === keyOf({ kind, metadata: { namespace, name } }));
    return {
      ...(known ?? { kind, metadata: { ...(namespace !== undefined && { namespace }), name } }),
      spec,
    };
  });
  return [...new Map([...objects, ...changed].map((object) => [keyOf(object), object])).values()];
}

function keyOf({
  kind,
  metadata,
}: {
  kind: string;
  metadata: { namespace?: string | undefined; name: string };
}) {
  return `${kind} ${metadata.namespace}/${metadata.name}`;
}

describe('a patch mends what it is for', () => {
  it('has several things to mend', () => {
    const codes = wanted.flat().flatMap(({ before }) => before.patches.map(({ code }) => code));
    expect(new Set(codes).size).toBeGreaterThan(5);
  });

  it.each(wanted.flat())('$name: Service $service', ({ objects, subject, from, before }) => {
    const after = explainObjects(applied(objects, before.patches), subject, from);
    const mended = before.patches.map(({ code }) => code);
    expect(codesOf(after).filter((code) => mended.includes(code))).toEqual([]);
    // Nor does it break something else.
    expect(codesOf(before)).toEqual(expect.arrayContaining(codesOf(after)));
  });
});
