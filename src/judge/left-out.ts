import type { RunNote } from '../model/run.ts';
import type { MalformedObject } from '../policy/well-formed.ts';

/** Objects named one by one; the rest is counted. */
const NAMED = 10;
/** Without these, ports are missing from the run. */
const OF_TARGETS = ['services', 'endpointslices', 'pods'];
/** Routes and entries hold from any namespace. */
const ANYWHERE = ['virtualservices', 'serviceentries', 'workloadentries'];

/** A note for each malformed object that the run may depend on: it was left out, so less is known. */
export function leftOutNotes(
  malformed: readonly MalformedObject[],
  namespace: string,
  others: readonly string[],
): RunNote[] {
  const places = [namespace, ...others];
  const concerned = malformed.filter(
    ({ object }) =>
      ANYWHERE.includes(object.kind) || object.namespace === undefined || places.includes(object.namespace),
  );
  const notes = concerned.slice(0, NAMED).map(({ object, why }): RunNote => {
    const own = object.namespace === namespace && OF_TARGETS.includes(object.kind);
    const name = object.namespace === undefined ? object.name : `${object.namespace}/${object.name}`;
    return {
      code: own ? 'targets-left-out' : 'left-out',
      message: `${object.kind} ${name} ${why}: it was left out`,
    };
  });
  const more = concerned.length - notes.length;
  if (more > 0)
    notes.push({ code: 'targets-left-out', message: `${more} more malformed objects were left out` });
  return notes;
}
