import { describe, expect, it, test } from 'vitest';
import type { PeerAuthentication } from '../../../src/model/istio.ts';
import { ambientPolicy } from '../../../src/policy/ambient/mode.ts';
import { buildIndex } from '../../../src/policy/policy-index.ts';
import { MESH, peer, pod, snapshot } from '../objects.ts';

const selector = { matchLabels: { app: 'a' } };
const strict = peer('istio-system', { mtls: { mode: 'STRICT' } });
const workload = (mode: string | null, ports: Record<string, string>) =>
  peer(
    'app',
    {
      selector,
      ...(mode === null ? {} : { mtls: { mode } }),
      portLevelMtls: Object.fromEntries(Object.entries(ports).map(([port, of]) => [port, { mode: of }])),
    },
    { name: 'w', age: 1 },
  );

function modes(...policies: PeerAuthentication[]) {
  const index = buildIndex(snapshot({ peerauthentications: policies }));
  return [8080, 9000, 9090].map((port) => ambientPolicy(index, MESH, pod(), port).mode);
}

describe('ambientPolicy (istio-semantics 7.1, measured.md section 6)', () => {
  test.each<[string, PeerAuthentication[], string[]]>([
    ['20: lost', [strict, workload(null, { 8080: 'DISABLE' })], ['STRICT', 'STRICT', 'STRICT']],
    [
      '20: UNSET is the same',
      [strict, workload('UNSET', { 8080: 'DISABLE' })],
      ['STRICT', 'STRICT', 'STRICT'],
    ],
    ['21: kept', [workload('STRICT', { 8080: 'DISABLE' })], ['PERMISSIVE', 'STRICT', 'STRICT']],
    ['22: DISABLE', [peer('app', { mtls: { mode: 'DISABLE' } })], ['PERMISSIVE', 'PERMISSIVE', 'PERMISSIVE']],
    [
      'one PERMISSIVE port keeps all',
      [strict, workload(null, { 8080: 'PERMISSIVE', 9000: 'DISABLE' })],
      ['PERMISSIVE', 'PERMISSIVE', 'STRICT'],
    ],
    ['STRICT ports', [workload('DISABLE', { 8080: 'STRICT' })], ['STRICT', 'PERMISSIVE', 'PERMISSIVE']],
    [
      'B: a namespace policy without a mode',
      [strict, peer('app', {}), workload(null, { 8080: 'PERMISSIVE' })],
      ['PERMISSIVE', 'PERMISSIVE', 'PERMISSIVE'],
    ],
    [
      'a namespace policy with an empty selector',
      [peer('app', { selector: {}, mtls: { mode: 'STRICT' } }), workload(null, { 8080: 'PERMISSIVE' })],
      ['PERMISSIVE', 'PERMISSIVE', 'PERMISSIVE'],
    ],
    [
      'a root policy with an empty selector',
      [peer('istio-system', { selector: {}, mtls: { mode: 'STRICT' } })],
      ['PERMISSIVE', 'PERMISSIVE', 'PERMISSIVE'],
    ],
    [
      'a STRICT port of a DISABLE workload under a STRICT mesh',
      [strict, workload('DISABLE', { 8080: 'STRICT' })],
      ['PERMISSIVE', 'PERMISSIVE', 'PERMISSIVE'],
    ],
    ['nothing', [], ['PERMISSIVE', 'PERMISSIVE', 'PERMISSIVE']],
  ])('%s', (_name, policies, expected) => {
    expect(modes(...policies)).toEqual(expected);
  });

  it('names the policy that is left when an exception is lost', () => {
    const index = buildIndex(
      snapshot({ peerauthentications: [strict, workload(null, { 8080: 'DISABLE' })] }),
    );
    expect(ambientPolicy(index, MESH, pod(), 8080)).toMatchObject({
      level: 'mesh',
      decidedBy: { namespace: 'istio-system' },
    });
  });
});
