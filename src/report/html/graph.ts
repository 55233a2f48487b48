import { Graph, layout } from '@dagrejs/dagre';
import type { Run } from '../../model/run.ts';
import { printable } from '../../util/text.ts';
import type { PortGroup } from '../group.ts';
import { clientLock, endpointLock, groupLock, type Lock } from './lock.ts';

export interface GraphNode {
  id: string;
  kind: 'source' | 'service' | 'endpoint';
  label: string;
  lock: Lock | null;
  /** Fragment of the row that tells more; null for a source. */
  row: string | null;
  x: number;
  y: number;
  width: number;
  height: number;
}

export interface GraphEdge {
  points: { x: number; y: number }[];
  lock: Lock;
  /** Plaintext from outside of the mesh, not a mesh client's connection. */
  outside: boolean;
}

export interface Drawing {
  nodes: GraphNode[];
  edges: GraphEdge[];
  width: number;
  height: number;
  /** Ports that there was no room for. */
  leftOut: number;
}

/** Nodes beyond which nobody sees anything, and a layout takes seconds. */
const MOST = 120;
const HEIGHT = 34;
const CHARACTER = 7.2;
const LONGEST = 32;

/** Sources, Service ports and endpoints from left to right; in a large run those that do not match go first. */
export function drawGraph(
  run: Run,
  groups: readonly PortGroup[],
  rowOf: (group: PortGroup) => string,
): Drawing {
  const chosen = choose(groups);
  const graph = new Graph();
  graph.setGraph({ rankdir: 'LR', nodesep: 14, ranksep: 90, marginx: 12, marginy: 12 });
  graph.setDefaultEdgeLabel(() => ({}));
  const nodes = new Map<string, Omit<GraphNode, 'x' | 'y'>>();
  const edges: { from: string; to: string; lock: Lock; outside: boolean }[] = [];
  const add = (id: string, kind: GraphNode['kind'], text: string, lock: Lock | null, row: string | null) => {
    const label = printable(text, LONGEST);
    const width = 34 + Math.max(label.length, 8) * CHARACTER;
    nodes.set(id, { id, kind, label, lock, row, width, height: HEIGHT });
    return id;
  };
  for (const group of chosen) {
    const row = rowOf(group);
    const from = group.source ?? run.from;
    const service = `service ${row}`;
    add(service, 'service', `${group.name}:${group.port}`, groupLock(group), row);
    if (group.service !== null) {
      const client = add(`mesh ${from}`, 'source', `mesh client, ${from}`, null, null);
      edges.push({ from: client, to: service, lock: clientLock(group.service), outside: false });
    }
    for (const endpoint of group.endpoints) {
      const lock = endpointLock(endpoint);
      const { pod, id } = endpoint.target;
      const target = add(`endpoint ${from} ${id}`, 'endpoint', pod ?? id, lock, row);
      edges.push({ from: service, to: target, lock, outside: false });
      if (lock.kind !== 'open') continue;
      const outside = add(`outside ${from}`, 'source', `no sidecar, ${from}`, null, null);
      edges.push({ from: outside, to: target, lock, outside: true });
    }
  }
  for (const { id, width, height } of nodes.values()) graph.setNode(id, { width, height });
  // Both kinds of source stand on the left.
  for (const { from, to, outside } of edges) graph.setEdge(from, to, { minlen: outside ? 2 : 1 });
  layout(graph);
  const { width = 0, height = 0 } = graph.graph();
  return {
    nodes: [...nodes.values()].map((node) => {
      const { x = 0, y = 0 } = graph.node(node.id);
      return { ...node, x, y };
    }),
    edges: edges.map(({ from, to, ...edge }) => ({ ...edge, points: graph.edge(from, to)?.points ?? [] })),
    width,
    height,
    leftOut: groups.length - chosen.length,
  };
}

function choose(groups: readonly PortGroup[]): PortGroup[] {
  const bad = (group: PortGroup) => Number(isMatch(group));
  const sorted = groups.toSorted((a, b) => bad(a) - bad(b));
  let nodes = 2;
  return sorted.filter(({ endpoints }) => {
    nodes += 1 + endpoints.length;
    return nodes <= MOST;
  });
}

function isMatch({ endpoints, service }: PortGroup): boolean {
  return (
    endpoints.every(({ verdict }) => verdict === 'match') && (service === null || service.verdict === 'match')
  );
}
