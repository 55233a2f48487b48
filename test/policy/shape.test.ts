import { describe, expect, test } from 'vitest';
import type { ResourceKind, Snapshot } from '../../src/model/snapshot.ts';
import { buildIndex } from '../../src/policy/policy-index.ts';
import { malformation } from '../../src/policy/well-formed.ts';
import { snapshot } from './objects.ts';

const object = (spec: unknown) => ({ metadata: { name: 'x', namespace: 'app' }, spec });

describe('an object with a field of another shape is malformed', () => {
  test.each<[ResourceKind, unknown, string]>([
    ['peerauthentications', { selector: 'x' }, 'spec.selector that is no object'],
    [
      'peerauthentications',
      { selector: { matchLabels: { a: 1 } } },
      'spec.selector.matchLabels that is no text',
    ],
    ['peerauthentications', { mtls: 'STRICT' }, 'spec.mtls that is no object'],
    ['peerauthentications', { mtls: { mode: 1 } }, 'spec.mtls.mode that is no text'],
    ['peerauthentications', { portLevelMtls: [] }, 'spec.portLevelMtls that is no object'],
    ['peerauthentications', { portLevelMtls: { http: {} } }, 'spec.portLevelMtls with a key that is no port'],
    [
      'peerauthentications',
      { portLevelMtls: { '99999': {} } },
      'spec.portLevelMtls with a key that is no port',
    ],
    ['destinationrules', { host: 7 }, 'spec.host that is no text'],
    [
      'destinationrules',
      { trafficPolicy: { tls: { mode: 'SOMETIMES' } } },
      'spec.trafficPolicy.tls.mode that is not known',
    ],
    [
      'destinationrules',
      { trafficPolicy: { portLevelSettings: [{ port: { number: 70_000 } }] } },
      'spec.trafficPolicy.portLevelSettings.port.number that is no port',
    ],
    ['destinationrules', { subsets: [null] }, 'spec.subsets with an empty entry'],
    ['sidecars', { egress: [{ hosts: '*' }] }, 'spec.egress.hosts that is no list of texts'],
    ['virtualservices', { http: { route: [] } }, 'spec.http that is no list'],
    ['serviceentries', { hosts: [1] }, 'spec.hosts that is no list of texts'],
    ['workloadentries', { ports: { http: 'x' } }, 'spec.ports that is no port'],
    [
      'authorizationpolicies',
      { rules: [{ from: [{ source: { principals: 'x' } }] }] },
      'spec.rules.from.source that is no list of texts',
    ],
    ['requestauthentications', { selector: [] }, 'spec.selector that is no object'],
    ['envoyfilters', { configPatches: {} }, 'spec.configPatches that is no list'],
    ['networkpolicies', { ingress: [{ ports: [{ port: -1 }] }] }, 'spec.ingress.ports.port that is no port'],
    ['services', { ports: [{ port: 1.5 }] }, 'spec.ports.port that is no port'],
  ])('%s %j', (kind, spec, expected) => {
    expect(malformation(kind, object(spec))).toBe(`has ${expected}`);
  });

  test('EndpointSlices too', () => {
    const slice = { metadata: { name: 'x' }, ports: [{ port: 1e9 }] };
    expect(malformation('endpointslices', slice)).toBe('has ports.port that is no port');
  });
});

test('fields that are absent, null or not known are as they should be', () => {
  for (const spec of [undefined, {}, { selector: null, mtls: {}, novelty: 7 }]) {
    expect(malformation('peerauthentications', object(spec))).toBeNull();
  }
});

test('10,000 labels are too many, in the object as in what it selects by', () => {
  const labels = Object.fromEntries(Array.from({ length: 10_000 }, (_, at) => [`l${at}`, 'x']));
  const many = { metadata: { name: 'x', namespace: 'app', labels } };
  expect(malformation('pods', many)).toBe('has 10000 labels');
  const lists = { pods: [many], peerauthentications: [object({ selector: { matchLabels: labels } })] };
  const index = buildIndex(snapshot(lists as unknown as Partial<Snapshot>));
  expect(index.pods).toEqual([]);
  expect(index.peerauthentications).toHaveLength(1);
});
