import { expect, test } from 'vitest';
import { changedPolicies } from '../../src/policy/changed.ts';
import { buildIndex } from '../../src/policy/policy-index.ts';
import { uncapturedIn } from '../../src/policy/uncaptured-ports.ts';
import { peer, service, snapshot } from './objects.ts';

test('changedPolicies: the last change counts, in the namespaces asked for', () => {
  const edited = peer('app', {}, { name: 'edited', age: 1 });
  const managedFields = [{ time: '2026-01-01T00:00:30Z' }, { time: 'never' }, {}];
  const index = buildIndex(
    snapshot({
      peerauthentications: [
        { ...edited, metadata: { ...edited.metadata, managedFields } },
        peer('app', {}, { name: 'made', age: 2 }),
        peer('other', {}),
        { metadata: { name: 'timeless', namespace: 'app' } },
      ],
    }),
  );
  const found = changedPolicies(index, ['app']).map(({ object, at }) => [object.name, at]);
  expect(found).toEqual([
    ['made', Date.parse('2026-01-01T00:00:02Z')],
    ['edited', Date.parse('2026-01-01T00:00:30Z')],
  ]);
});

test('uncapturedIn: ports that are not TCP, of the Services asked for', () => {
  const ports = [
    { name: 'dns', port: 53, protocol: 'UDP' },
    { name: 'dns-tcp', port: 53, protocol: 'TCP' },
    { name: 'http', port: 80 },
    { name: 'sig', port: 3868, protocol: 'SCTP' },
  ];
  const index = buildIndex(snapshot({ services: [service('web', ports)] }));
  expect(uncapturedIn(index, { namespace: 'app', service: [] })).toEqual(['web:3868/SCTP', 'web:53/UDP']);
  expect(uncapturedIn(index, { namespace: 'app', service: ['other'] })).toEqual([]);
});
