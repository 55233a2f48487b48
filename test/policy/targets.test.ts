import { describe, expect, it } from 'vitest';
import type { Snapshot } from '../../src/model/snapshot.ts';
import { buildIndex } from '../../src/policy/policy-index.ts';
import type { TargetFilter } from '../../src/policy/select-targets.ts';
import { listTargets } from '../../src/policy/targets.ts';
import { pod, service, slice, snapshot } from './objects.ts';

const ALL: TargetFilter = { namespace: 'app', service: [], port: [], domain: 'cluster.local' };
const web = service('web', [{ name: 'http', port: 80, targetPort: 8080 }]);
const webSlice = slice('web', [{ name: 'http', port: 8080 }], { '10.0.0.1': 'a' });

function targets(objects: Partial<Snapshot>, filter: Partial<TargetFilter> = {}) {
  return listTargets(buildIndex(snapshot(objects)), { ...ALL, ...filter });
}
const one = (objects: Partial<Snapshot> = {}, filter: Partial<TargetFilter> = {}) =>
  targets({ pods: [pod()], services: [web], endpointslices: [webSlice], ...objects }, filter);

describe('listTargets', () => {
  it('lists the endpoint port and the Service port before it', () => {
    expect(one()).toMatchObject({
      endpoints: [
        {
          id: '10.0.0.1:8080',
          port: 8080,
          pod: 'a',
          serviceAccount: 'default',
          portClass: 'HTTP',
          services: [{ namespace: 'app', service: 'web', port: 80, portName: 'http' }],
        },
      ],
      services: [
        {
          id: 'web.app.svc.cluster.local:80',
          headless: false,
          portClass: 'HTTP',
          applicationTls: false,
          endpoints: ['10.0.0.1:8080'],
        },
      ],
    });
  });

  it('knows headless Services and another cluster domain', () => {
    const headless = service('web', [{ name: 'https', port: 443 }], { clusterIP: 'None' });
    expect(one({ services: [headless] }, { domain: 'example.org' }).services).toMatchObject([
      { host: 'web.app.svc.example.org', headless: true, applicationTls: true, portClass: 'TCP' },
    ]);
  });

  it('keeps endpoints without a pod', () => {
    const manual = slice('web', [{ name: 'http', port: 8080 }], { '192.0.2.1': null });
    expect(one({ endpointslices: [manual] }).endpoints).toMatchObject([
      { id: '192.0.2.1:8080', pod: null, serviceAccount: null },
    ]);
  });

  const under = (conditions: object) => {
    const endpoints = [{ ...webSlice.endpoints?.[0], conditions }];
    return { endpointslices: [{ ...webSlice, endpoints }] };
  };

  it('leaves out an endpoint that is terminating', () => {
    expect(one(under({ ready: true, terminating: true })).endpoints).toEqual([]);
  });

  it('keeps an endpoint that is not ready, once its pod runs, but no Service leads to it', () => {
    const found = one(under({ ready: false }), { service: ['web'] });
    expect(found.endpoints).toMatchObject([{ id: '10.0.0.1:8080', portClass: 'HTTP' }]);
    expect(found.services).toMatchObject([{ endpoints: [] }]);
    const waiting = { ...pod(), status: { phase: 'Pending' } };
    expect(one({ ...under({ ready: false }), pods: [waiting] }).endpoints).toEqual([]);
  });

  it('takes unset conditions for ready', () => {
    const endpoints = [{ addresses: ['10.0.0.1'] }];
    expect(one({ endpointslices: [{ ...webSlice, endpoints }] }).endpoints).toHaveLength(1);
  });

  it('leaves out ExternalName Services, UDP ports and slices of names', () => {
    const external = service('ext', [{ port: 80 }], { type: 'ExternalName', externalName: 'example.org' });
    const dns = service('dns', [{ name: 'dns', port: 53, protocol: 'UDP' }]);
    const names = { ...webSlice, addressType: 'FQDN' };
    const found = targets({ pods: [pod()], services: [external, dns, web], endpointslices: [names] });
    expect(found.endpoints).toEqual([]);
    expect(found.services.map(({ service: name }) => name)).toEqual(['web']);
  });

  it('leaves out probe pods, behind a Service and alone', () => {
    const probe = pod('a', '10.0.0.1', {
      labels: { 'app.kubernetes.io/managed-by': 'mtls-verify' },
      containers: [{ name: 'p', ports: [{ containerPort: 9999 }] }],
    });
    expect(one({ pods: [probe] }).endpoints).toEqual([]);
  });

  it('adds declared container ports without a Service', () => {
    const containers = [
      {
        name: 'app',
        ports: [
          { containerPort: 8080 },
          { containerPort: 9090 },
          { containerPort: 53, protocol: 'UDP' },
          { containerPort: 15020 },
        ],
      },
      { name: 'istio-proxy', ports: [{ containerPort: 7777 }] },
    ];
    expect(
      one({ pods: [pod('a', '10.0.0.1', { containers })] }).endpoints.map((e) => [e.port, e.portClass]),
    ).toEqual([
      [8080, 'HTTP'],
      [9090, 'UNDECLARED'],
    ]);
  });

  it('adds no undeclared ports of pods that do not run', () => {
    const containers = [{ name: 'app', ports: [{ containerPort: 9090 }] }];
    const done = {
      ...pod('a', '10.0.0.1', { containers }),
      status: { phase: 'Succeeded', podIP: '10.0.0.1' },
    };
    expect(targets({ pods: [done] }).endpoints).toEqual([]);
  });

  it('lets the oldest Service decide the protocol of a shared port', () => {
    const old = service('z-old', [{ name: 'tcp', port: 81, targetPort: 8080 }]);
    const services = [
      { ...web, metadata: { ...web.metadata, creationTimestamp: '2026-01-01T00:00:01Z' } },
      { ...old, metadata: { ...old.metadata, creationTimestamp: '2026-01-01T00:00:00Z' } },
    ];
    const oldSlice = slice('z-old', [{ name: 'tcp', port: 8080 }], { '10.0.0.1': 'a' });
    const { endpoints } = one({ services, endpointslices: [webSlice, oldSlice] });
    expect(endpoints).toMatchObject([
      { portClass: 'TCP', services: [{ service: 'z-old' }, { service: 'web' }] },
    ]);
  });

  it('writes IPv6 addresses in brackets', () => {
    const six = { ...slice('web', [{ name: 'http', port: 8080 }], { 'fd00::1': 'a' }), addressType: 'IPv6' };
    expect(one({ endpointslices: [six] }).endpoints).toMatchObject([{ id: '[fd00::1]:8080', ip: 'fd00::1' }]);
  });

  it.each([0, -1, 65536, 1.5, '8080', null])('leaves out port %j', (port) => {
    const odd = slice('web', [{ name: 'http', port: port as number }], { '10.0.0.1': 'a' });
    expect(one({ endpointslices: [odd] }).endpoints).toEqual([]);
  });
});

describe('filters of listTargets', () => {
  const db = service('db', [{ name: 'tcp', port: 5432, targetPort: 5432 }]);
  const dbSlice = slice('db', [{ name: 'tcp', port: 5432 }], { '10.0.0.2': 'b' });
  const both = {
    pods: [pod(), pod('b', '10.0.0.2')],
    services: [web, db],
    endpointslices: [webSlice, dbSlice],
  };
  it.each([
    [{ service: ['web'] }, ['10.0.0.1:8080'], ['web']],
    [{ port: ['80'] }, ['10.0.0.1:8080'], ['web']],
    [{ port: ['http'] }, ['10.0.0.1:8080'], ['web']],
    [{ port: ['8080'] }, ['10.0.0.1:8080'], ['web']],
    [{ service: ['web'], port: ['8080'] }, ['10.0.0.1:8080'], ['web']],
    [{ service: ['web'], port: ['5432'] }, [], []],
    [{ service: ['nothing'] }, [], []],
    [{}, ['10.0.0.1:8080', '10.0.0.2:5432'], ['db', 'web']],
  ])('%j', (filter, ids, names) => {
    const found = one(both, filter);
    expect(found.endpoints.map(({ id }) => id)).toEqual(ids);
    expect(found.services.map(({ service: name }) => name)).toEqual(names);
  });

  it('marks database ports', () => {
    expect(one(both, { service: ['db'] }).endpoints).toMatchObject([{ database: true }]);
  });
});
