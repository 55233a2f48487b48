import { describe, expect, it } from 'vitest';
import { buildIndex } from '../../../src/policy/policy-index.ts';
import { skipTargets } from '../../../src/policy/skip/skip-targets.ts';
import { unknownSkips } from '../../../src/policy/skip/unknown-ports.ts';
import { listTargets } from '../../../src/policy/targets.ts';
import { pod, service, slice, snapshot } from '../objects.ts';

const PORTS = [
  { name: 'http', port: 80, targetPort: 8080 },
  { name: 'admin', port: 9000 },
];
const containers = [
  {
    name: 'app',
    ports: [{ containerPort: 8080, name: 'web' }, { containerPort: 9000 }, { containerPort: 7000 }],
  },
];

interface Case {
  flags?: string[];
  onService?: string;
  onPod?: string;
}

function skip({ flags = [], onService, onPod }: Case) {
  const annotated = (value?: string) => (value === undefined ? {} : { 'mtls-verify/skip': value });
  const web = service('web', PORTS);
  const index = buildIndex(
    snapshot({
      pods: [
        pod('a', '10.0.0.1', { containers, annotations: annotated(onPod) }),
        pod('b', '10.0.0.2', { containers }),
      ],
      services: [{ ...web, metadata: { ...web.metadata, annotations: annotated(onService) } }],
      endpointslices: [
        slice(
          'web',
          [
            { name: 'http', port: 8080 },
            { name: 'admin', port: 9000 },
          ],
          { '10.0.0.1': 'a', '10.0.0.2': 'b' },
        ),
      ],
    }),
  );
  const listed = listTargets(index, { namespace: 'app', service: [], port: [], domain: 'cluster.local' });
  const { targets, skipped } = skipTargets(index, listed, flags);
  const left = [...targets.endpoints, ...targets.services].map(({ id }) =>
    id.replace('.app.svc.cluster.local', ''),
  );
  expect(targets.endpoints.length + targets.services.length + skipped.length).toBe(
    listed.endpoints.length + listed.services.length,
  );
  return {
    left,
    skipped: skipped.map(({ name, why }) => `${name}: ${why}`),
    unknown: unknownSkips(index, 'app'),
  };
}

const ALL = [
  '10.0.0.1:7000',
  '10.0.0.1:8080',
  '10.0.0.1:9000',
  '10.0.0.2:7000',
  '10.0.0.2:8080',
  '10.0.0.2:9000',
  'web:80',
  'web:9000',
];
const without = (...gone: string[]) => ALL.filter((id) => !gone.includes(id));

describe('skipTargets', () => {
  it.each<[string, Case]>([
    ['nothing is asked', {}],
    ['the annotation says false', { onPod: 'false', onService: '' }],
  ])('keeps everything where %s', (_what, asked) => {
    expect(skip(asked)).toEqual({ left: ALL, skipped: [], unknown: [] });
  });

  it.each(['9000', 'admin'])(
    '--skip-port %s leaves the Service port and the pods behind it alone',
    (flag) => {
      const { left, skipped } = skip({ flags: [flag] });
      expect(left).toEqual(without('10.0.0.1:9000', '10.0.0.2:9000', 'web:9000'));
      expect(skipped).toContain(`pod a port 9000: --skip-port ${flag}`);
      expect(skipped).toContain(`Service web port 9000: --skip-port ${flag}`);
    },
  );

  it('--skip-port with the number of a container port takes the Service port before it along', () => {
    const { left, skipped } = skip({ flags: ['8080'] });
    expect(left).toEqual(without('10.0.0.1:8080', '10.0.0.2:8080', 'web:80'));
    expect(skipped).toContain('Service web port 80: leads to 10.0.0.1:8080, which is skipped');
  });

  it('leaves all ports of a Service alone', () => {
    const { left, skipped } = skip({ onService: 'true' });
    expect(left).toEqual(['10.0.0.1:7000', '10.0.0.2:7000']);
    expect(skipped[0]).toBe('pod a port 8080: annotation mtls-verify/skip of Service app/web');
  });

  it.each(['80', 'http', ' http , 7777'])('leaves ports "%s" of a Service alone', (onService) => {
    expect(skip({ onService }).left).toEqual(without('10.0.0.1:8080', '10.0.0.2:8080', 'web:80'));
  });

  it('leaves a pod alone, and what could lead to it', () => {
    const { left } = skip({ onPod: 'true' });
    expect(left).toEqual(['10.0.0.2:7000', '10.0.0.2:8080', '10.0.0.2:9000']);
  });

  it.each(['8080', 'web'])('leaves port %s of a pod alone', (onPod) => {
    expect(skip({ onPod }).left).toEqual(without('10.0.0.1:8080', 'web:80'));
  });

  it('tells of ports that are not there', () => {
    const { left, unknown } = skip({ onPod: '808', onService: 'yes' });
    expect(left).toEqual(ALL);
    expect(unknown).toEqual([
      'annotation mtls-verify/skip of Pod app/a names "808"',
      'annotation mtls-verify/skip of Service app/web names "yes"',
    ]);
  });
});
