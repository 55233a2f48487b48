import { describe, expect, it } from 'vitest';
import { type JudgeInput, judgeRun } from '../../src/judge/run.ts';
import type { SourceInput } from '../../src/judge/source.ts';
import { VerifyError } from '../../src/model/errors.ts';
import type { MeshSettings } from '../../src/model/policy.ts';
import { endpointPrediction, endpointTarget, observation } from './build.ts';
import { servicePrediction, serviceTarget } from './build-service.ts';

const mesh: MeshSettings = {
  namespace: 'istio-system',
  revision: 'default',
  version: '1.30.0',
  rootNamespace: 'istio-system',
  trustDomain: 'cluster.local',
  autoMtls: true,
  minTls: '1.2',
  maxTls: '1.3',
  outboundTrafficPolicy: 'ALLOW_ANY',
  doubts: [],
};
const target = endpointTarget('HTTP');

const SOURCE: SourceInput = {
  id: 'abcd',
  from: 'probes',
  revision: 'default',
  mesh,
  predictions: { endpoints: new Map([[target.id, endpointPrediction('STRICT')]]), services: new Map() },
  observations: [],
  controls: [],
  ends: new Map(),
  refused: null,
  leftBehind: null,
  altered: [],
  problems: [],
};

interface Changes extends Omit<Partial<JudgeInput>, 'sources'> {
  sources?: Partial<SourceInput>[];
}

function run({ sources = [{}], ...changes }: Changes) {
  return judgeRun({
    version: '0.0.0',
    id: 'abcd',
    startedAt: 0,
    clockAhead: 0,
    durationMs: 1234,
    namespace: 'shop',
    require: null,
    keep: false,
    meshes: [mesh],
    snapshot: [],
    malformed: [],
    targets: { endpoints: [target], services: [] },
    sources: sources.map((change) => ({ ...SOURCE, ...change })),
    uncovered: [],
    skipped: [],
    unknownSkips: [],
    moved: new Map(),
    findings: [],
    exceptions: { rules: [], podLabels: new Map(), whole: true },
    uncaptured: [],
    changed: [],
    pending: [],
    ...changes,
  });
}
const codes = (changes: Changes) => run(changes).notes.map(({ code }) => code);
const of = (source: Partial<SourceInput>) => codes({ sources: [source] });

describe('judgeRun', () => {
  it('is inconclusive, never a match, where nothing was observed', () => {
    const { endpoints, counts, exitCode, startedAt } = run({});
    expect(endpoints.map(({ verdict }) => verdict)).toEqual(['inconclusive']);
    expect(counts).toMatchObject({ inconclusive: 1, match: 0 });
    expect(exitCode).toBe(3);
    expect(startedAt).toBe('1970-01-01T00:00:00.000Z');
  });

  it('tells the doubts about every control plane, by revision where there are several', () => {
    const doubtful = (revision: string) => ({ ...mesh, revision, doubts: ['it does not parse'] });
    const told = (meshes: MeshSettings[]) => run({ meshes }).notes.map(({ message }) => message);
    expect(told([doubtful('default')])).toContain('it does not parse');
    expect(told([mesh, doubtful('canary')])).toContain('revision canary: it does not parse');
  });

  it.each([
    ['outside', 'control-failed'],
    ['via', 'not-run'],
  ] as const)('voids what the probe container %s saw when its controls fail', (role, ofEndpoint) => {
    const control = { role, name: 'must-answer', detail: 'refused' } as const;
    const failed = run({ sources: [{ controls: [control] }] });
    expect(failed.endpoints[0]?.doubt).toBe(ofEndpoint);
    expect(failed.notes[0]?.message).toContain(`${role} must-answer: refused`);
  });

  it('takes the verdict of a row whose pod did not stay', () => {
    const [row] = run({ moved: new Map([['10.0.0.1:8080', 'Pod shop/web-1 was deleted.']]) }).endpoints;
    expect(row).toMatchObject({ doubt: 'pod-moved', detail: expect.stringContaining('was deleted') });
  });

  it('tells which part of the run is missing and why', () => {
    const error = new VerifyError('POD_FAILED', 'it was evicted', 'run again');
    expect(of({ ends: new Map([['via', { state: 'failed', error }]]) })).toEqual(['source-failed']);
    expect(
      of({ ends: new Map([['via', { state: 'unfinished', code: 'NOT_STARTED', why: 'Pending' }]]) }),
    ).toEqual(['source-failed']);
    expect(of({ ends: new Map([['via', { state: 'complete' }]]) })).toEqual([]);
    expect(of({ refused: 'no webhook selects it' })).toEqual(['source-failed']);
  });

  it('tells of lists that may not be read, but not of kinds that are not installed', () => {
    expect(codes({ snapshot: [{ resource: 'sidecars', problem: 'forbidden' }] })).toEqual([
      'list-unavailable',
    ]);
    expect(codes({ snapshot: [{ resource: 'sidecars', problem: 'absent' }] })).toEqual([]);
  });

  it('says how to remove pods that are kept or could not be deleted', () => {
    expect(run({ keep: true }).notes[0]?.message).toContain(
      'kubectl -n probes delete jobs -l mtls-verify/run=abcd',
    );
    expect(of({ leftBehind: 'no route' })).toEqual(['left-behind']);
  });

  it('judges each source by itself, names it in its rows and notes, and has one exit code', () => {
    const error = new VerifyError('POD_FAILED', 'it was evicted', 'run again');
    const { endpoints, notes, exitCode, from, sources } = run({
      sources: [
        {},
        {
          from: 'legacy',
          revision: null,
          refused: 'istio-injection=disabled',
          ends: new Map([['outside', { state: 'failed', error }]]),
        },
      ],
    });
    expect(endpoints.map((row) => `${row.from} ${row.revision} ${row.target.id}`)).toEqual([
      `probes default ${target.id}`,
      `legacy null ${target.id}`,
    ]);
    expect(from).toBe('probes');
    expect(sources).toEqual([
      { from: 'probes', revision: 'default' },
      { from: 'legacy', revision: null },
    ]);
    expect(notes.map(({ code, message }) => `${code} ${message}`)).toEqual([
      'no-mesh-client from legacy: no sidecar pod was launched: istio-injection=disabled',
      'source-failed from legacy: outside: it was evicted',
    ]);
    expect(exitCode).toBe(3);
  });

  it('misses a mesh client only where no source has one', () => {
    const services = [serviceTarget([target.id])];
    const targets = { endpoints: [target], services };
    const predictions = {
      ...SOURCE.predictions,
      services: new Map([[services[0]?.id ?? '', servicePrediction('mtls', {}, [target.id])]]),
    };
    const refused = { from: 'legacy', revision: null, refused: 'disabled', predictions };
    expect(run({ targets, sources: [refused] }).services).toHaveLength(1);
    expect(run({ targets, sources: [{ predictions }, refused] }).services.map((row) => row.from)).toEqual([
      'probes',
    ]);
  });

  it('takes plaintext and certificates for PERMISSIVE where another source has the mesh client', () => {
    const predictions = {
      endpoints: new Map([[target.id, endpointPrediction('PERMISSIVE')]]),
      services: new Map(),
    };
    const observations = [
      observation('plaintext', 'replied', target.id),
      observation('tls-mesh', 'certificate-required*', target.id),
      observation('tls-plain', 'closed-after-bytes', target.id),
    ];
    const legacy = { from: 'legacy', revision: null, refused: 'disabled', predictions, observations };
    const verdicts = (sources: Partial<SourceInput>[]) =>
      run({ sources }).endpoints.map((row) => row.verdict);
    expect(verdicts([legacy])).toEqual(['inconclusive']);
    expect(verdicts([{}, legacy])).toEqual(['inconclusive', 'match']);
    const silent = { ...legacy, observations: observations.slice(1) };
    expect(verdicts([{}, silent])).toEqual(['inconclusive', 'inconclusive']);
  });

  it('tells of clients of a revision that no source plays', () => {
    expect(codes({ uncovered: ['revision old'] })).toEqual(['revision-not-played']);
  });

  it('is no success when there was nothing to probe', () => {
    const empty = run({ targets: { endpoints: [], services: [] } });
    expect(empty.notes.map(({ code }) => code)).toEqual(['nothing-to-probe']);
    expect(empty.exitCode).toBe(3);
  });
});
