import type { MeshSettings } from '../../src/model/policy.ts';
import { readMeshes } from '../../src/policy/mesh.ts';
import { buildIndex, type PolicyIndex } from '../../src/policy/policy-index.ts';
import { type Situation, snapshotOf } from './situation.ts';

export interface Comparison {
  cells: number;
  /** One line each: where, what istiod says, what we say. */
  differences: string[];
}

/** Takes one cell: where, what istiod says, what we say. */
export type Check = (where: string, theirs: string, ours: string) => void;

/** Reads a situation as our engine does, has its cells checked, and counts them. */
export function comparison(
  situation: Situation,
  cells: (index: PolicyIndex, mesh: MeshSettings, check: Check) => void,
): Comparison {
  const snapshot = snapshotOf(situation);
  const mesh = readMeshes(snapshot)[0];
  if (!mesh) throw new Error('no mesh');
  const result: Comparison = { cells: 0, differences: [] };
  cells(buildIndex(snapshot), mesh, (where, theirs, ours) => {
    result.cells += 1;
    if (theirs !== ours) result.differences.push(`${where}: istiod ${theirs}, we ${ours}`);
  });
  return result;
}
