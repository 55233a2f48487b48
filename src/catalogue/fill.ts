import type { ObjectReference } from '../model/reference.ts';
import { compare } from '../util/compare.ts';

const PLACE = /\{([A-Za-z]+)\}/g;

/** A fix with the objects of one finding in it: `of {Pod}` becomes `of Pod shop/web-1`, or `of a Pod` where none is known. */
export function fillFix(fix: string, objects: readonly ObjectReference[]): string {
  return fix.replace(PLACE, (_place, kind: string) => {
    const names = objects.filter((object) => object.kind === kind).map(nameOf);
    const [first, ...others] = [...new Set(names)].toSorted(compare);
    if (first === undefined) return `${/^[AEIO]/.test(kind) ? 'an' : 'a'} ${kind}`;
    return others.length === 0 ? `${kind} ${first}` : `${kind} ${first} (and ${others.length} more)`;
  });
}

/** A fix for the documentation, where it is about no object in particular. */
export function plainFix(fix: string): string {
  return fix.replace(PLACE, 'the $1');
}

function nameOf({ namespace, name }: ObjectReference): string {
  return namespace === undefined ? name : `${namespace}/${name}`;
}
