import { describe, expect, test } from 'vitest';
import type { PeerAuthentication } from '../../../src/model/istio.ts';
import { ambientHistory } from '../../../src/policy/ambient/history.ts';
import { buildIndex } from '../../../src/policy/policy-index.ts';
import { MESH, peer, pod, snapshot } from '../objects.ts';

const namespace = (mode: string, age: number) => peer('app', { mtls: { mode } }, { age });
const workload = (age: number, ports: Record<string, string>) =>
  peer(
    'app',
    {
      selector: { matchLabels: { app: 'a' } },
      portLevelMtls: Object.fromEntries(Object.entries(ports).map(([port, mode]) => [port, { mode }])),
    },
    { name: 'w', age },
  );
const changed = (policy: PeerAuthentication, extra: object): PeerAuthentication => ({
  ...policy,
  metadata: { ...policy.metadata, ...extra },
});
const fields = (second: string) => ({ managedFields: [{ time: `2026-01-01T00:00:${second}Z` }] });
const A = { 8080: 'PERMISSIVE' };
const C = { 8080: 'STRICT', 9000: 'PERMISSIVE' };

function effect(...policies: PeerAuthentication[]) {
  const index = buildIndex(snapshot({ peerauthentications: policies }));
  return ambientHistory(index, MESH, pod())?.effect ?? null;
}

describe('ambientHistory (measured.md section 6)', () => {
  test.each<[string, PeerAuthentication[], 'open' | 'closed' | null]>([
    ['A: the namespace became STRICT later', [workload(1, A), namespace('STRICT', 2)], 'open'],
    ['A in the other order', [workload(3, A), namespace('STRICT', 2)], null],
    ['A healed by a touch', [changed(workload(1, A), fields('09')), namespace('STRICT', 2)], null],
    ['A by an edit', [workload(3, A), changed(namespace('STRICT', 2), fields('08'))], 'open'],
    [
      'C: the namespace was STRICT',
      [workload(3, C), changed(namespace('PERMISSIVE', 2), fields('08'))],
      'closed',
    ],
    [
      'C, told by the count of changes',
      [workload(3, C), changed(namespace('PERMISSIVE', 2), { generation: 2 })],
      'closed',
    ],
    ['C in the other order', [workload(9, C), changed(namespace('PERMISSIVE', 2), fields('08'))], null],
    [
      'C under a mesh that is STRICT',
      [peer('istio-system', { mtls: { mode: 'STRICT' } }), workload(1, C), namespace('PERMISSIVE', 2)],
      'closed',
    ],
    [
      'a workload with a mode of its own',
      [
        peer(
          'app',
          {
            selector: { matchLabels: { app: 'a' } },
            mtls: { mode: 'STRICT' },
            portLevelMtls: { 8080: { mode: 'PERMISSIVE' } },
          },
          { name: 'w' },
        ),
        namespace('STRICT', 2),
      ],
      null,
    ],
    ['no workload policy', [namespace('STRICT', 2)], null],
  ])('%s', (_name, policies, expected) => {
    expect(effect(...policies)).toBe(expected);
  });

  test('odd metadata is no history', () => {
    const odd = changed(namespace('STRICT', 2), {
      managedFields: 'x',
      generation: 'y',
      creationTimestamp: 3,
    });
    expect(effect(workload(1, A), odd)).toBeNull();
  });
});
