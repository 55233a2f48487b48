import { describe, expect, it } from 'vitest';
import { type ExceptionInput, withExceptions } from '../../src/judge/exceptions.ts';
import { exitCode } from '../../src/judge/exit-code.ts';
import type { ExceptionRule } from '../../src/model/exception.ts';
import type { EndpointRow, ServiceRow } from '../../src/model/verdict.ts';
import { endpoint } from '../report/build-run.ts';
import { shop } from '../report/shop.ts';

const BARE = endpoint(
  {
    pod: 'web-old',
    ip: '10.0.0.2',
    port: 8080,
    declared: 'STRICT',
    cells: ['replied', 'not-tls', 'not-tls', 'not-tls'],
    predicted: { effective: 'NONE', cause: 'no-sidecar', reason: 'The pod has no istio-proxy container.' },
  },
  ['web', 80, 'http'],
);
const RULE: ExceptionRule = { finding: 'MTLS001', reason: 'OPS-12', expires: '2026-11-29' };

function except(
  rule: Partial<ExceptionRule>,
  changes: Partial<ExceptionInput> = {},
  rows: { endpoints?: EndpointRow[]; services?: ServiceRow[] } = {},
) {
  const { endpoints, services, notes } = withExceptions(
    { endpoints: [BARE], services: [], ...rows },
    {
      rules: [{ ...RULE, ...rule }],
      podLabels: new Map([['10.0.0.2:8080', { app: 'web', track: 'old' }]]),
      today: '2026-11-29',
      namespace: 'shop',
      whole: true,
      ...changes,
    },
  );
  return { verdicts: [...endpoints, ...services].map(({ verdict }) => verdict), endpoints, notes };
}

describe('an exception', () => {
  it('allows drift to the end of its last day, and keeps what was seen', () => {
    const { endpoints, notes } = except({});
    expect(endpoints[0]).toEqual({
      ...BARE,
      verdict: 'excepted',
      exception: { verdict: 'open', reason: 'OPS-12', expires: '2026-11-29' },
    });
    expect(notes).toEqual([]);
    expect(exitCode(endpoints, notes)).toBe(0);
  });

  it('allows nothing when it has expired, and says what would need it', () => {
    const { verdicts, endpoints, notes } = except({}, { today: '2026-11-30' });
    expect(verdicts).toEqual(['open']);
    expect(notes).toEqual([
      {
        code: 'exception-expired',
        message: 'the exception for MTLS001 (OPS-12) expired on 2026-11-29; 1 row would need it',
      },
    ]);
    expect(exitCode(endpoints, notes)).toBe(1);
  });

  it.each<[Partial<ExceptionRule>]>([
    [{ namespace: 'shop' }],
    [{ service: 'web' }],
    [{ port: 80 }],
    [{ port: 'http' }],
    [{ port: 8080 }],
    [{ service: 'web', port: 8080 }],
    [{ labels: { track: 'old' } }],
    [{ verdict: 'open' }],
  ])('selects by %j', (rule) => {
    expect(except(rule)).toMatchObject({ verdicts: ['excepted'], notes: [] });
  });

  it.each<[Partial<ExceptionRule>]>([
    [{ service: 'cart' }],
    [{ port: 81 }],
    [{ port: '80' }],
    [{ labels: { track: 'new' } }],
    [{ verdict: 'closed' }],
    [{ finding: 'MTLS002' }],
  ])('does not select by %j, and is unused', (rule) => {
    const { verdicts, notes } = except(rule);
    expect(verdicts).toEqual(['open']);
    expect(notes.map(({ code }) => code)).toEqual(['exception-unused']);
  });

  it('says all that it selects by when it is not needed', () => {
    const rule = {
      namespace: 'shop',
      service: 'web',
      labels: { a: 'b' },
      port: 80,
      verdict: 'closed',
    } as const;
    expect(except(rule).notes[0]?.message).toBe(
      'no drift needs the exception for MTLS001, closed, namespace shop, Service web, pods with a=b, port 80 (OPS-12)',
    );
  });

  it('is not missed in a run of another namespace, or of a part of one', () => {
    expect(except({ namespace: 'other' }).notes).toEqual([]);
    expect(except({ port: 81 }, { whole: false }).notes).toEqual([]);
    expect(except({ namespace: 'other' }, { today: '2026-11-30' }).notes).toEqual([]);
  });

  it('selects a mesh client by labels where every pod behind the Service has them', () => {
    const [broken] = shop().services;
    if (broken?.verdict !== 'broken') throw new Error('the shop has a broken Service first');
    const [first = '', second = ''] = broken.target.endpoints;
    const old = { track: 'old' };
    const judge = (...podLabels: [string, Record<string, string>][]) =>
      except(
        { finding: 'MTLS007', labels: old },
        { podLabels: new Map(podLabels) },
        { endpoints: [], services: [broken] },
      ).verdicts;
    expect(judge([first, old], [second, old])).toEqual(['excepted']);
    expect(judge([first, old], [second, { track: 'new' }])).toEqual(['broken']);
    expect(judge([first, old])).toEqual(['broken']);
  });

  it('never allows doubt, nor changes a match', () => {
    const unseen = endpoint({ pod: 'x', ip: '10.0.0.3', port: 1, declared: 'STRICT', cells: [] }, null);
    const { finding: _, ...any } = RULE;
    const { endpoints, notes } = withExceptions(
      { endpoints: [unseen], services: [] },
      { rules: [any], podLabels: new Map(), today: '2026-11-29', namespace: 'shop', whole: true },
    );
    expect(endpoints).toEqual([unseen]);
    expect(exitCode(endpoints, notes)).toBe(3);
  });
});
