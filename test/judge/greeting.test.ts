import { describe, expect, test } from 'vitest';
import { judgeEndpoint } from '../../src/judge/endpoint.ts';
import type { JudgeContext } from '../../src/judge/judgement.ts';
import { judgeService } from '../../src/judge/service.ts';
import type { Evidence } from '../../src/model/observation.ts';
import type { PortClass, ServerPolicy } from '../../src/model/policy.ts';
import { type Cell, dials, endpointPrediction, endpointTarget, observation } from './build.ts';
import { proxy, servicePrediction, serviceTarget } from './build-service.ts';

const REQ = 'certificate-required*' as const;
const CONTEXT: JudgeContext = { controlsOk: true, require: null };
const GREETING = { wrote: 0 };

function endpoint(plaintext: Cell, mtls: Partial<Evidence>, context = CONTEXT, level: string = 'namespace') {
  const prediction = endpointPrediction('PERMISSIVE');
  const declared = { ...prediction.declared, level: level as ServerPolicy['level'] };
  const [first, mesh, plain] = dials(plaintext, REQ, 'not-tls');
  const observed = [first, mesh, plain, observation('mtls', 'replied*', undefined, mtls)];
  const known = observed.filter((one) => one !== undefined);
  const row = judgeEndpoint(endpointTarget('TCP'), { ...prediction, declared }, known, context);
  return `${row.verdict} ${row.cause}`;
}

describe('a server that greets first on a PERMISSIVE port', () => {
  test.each<[string, string, string]>([
    ['is closed to plaintext clients', endpoint('spared', GREETING), 'closed server-first'],
    [
      'is so by default, which nobody declared',
      endpoint('spared', GREETING, CONTEXT, 'default'),
      'match server-first',
    ],
    ['is not known to greet where the probe spoke first', endpoint('spared', { wrote: 10 }), 'match null'],
    ['answered plaintext', endpoint('replied', GREETING), 'match null'],
    [
      'is heard where sidecars stop waiting',
      endpoint('spared', GREETING, { ...CONTEXT, stopsDetecting: true }),
      'match null',
    ],
  ])('%s', (_name, found, expected) => {
    expect(found).toBe(expected);
  });
});

function service(
  portClass: PortClass,
  server: Partial<Evidence>,
  cell: Cell,
  via: Partial<Evidence>,
  context = CONTEXT,
) {
  const prediction = endpointPrediction('PERMISSIVE', { effective: 'NONE', cause: 'no-sidecar' });
  const [, ...others] = dials('replied', 'not-tls', 'not-tls', 'not-tls');
  const observed = [observation('plaintext', 'replied', undefined, server), ...others];
  const row = judgeEndpoint(endpointTarget(portClass), prediction, observed, context);
  const target = { ...serviceTarget(), portClass: portClass as 'AUTO' | 'TCP' };
  const dialled = observation('via-sidecar', cell, target.id, { proxy: proxy(1, 0), ...via });
  const found = judgeService(target, servicePrediction('plaintext'), dialled, [row], context);
  return `${found.verdict} ${found.cause ?? found.doubt}`;
}

describe('a mesh client of a server that greets first', () => {
  test.each<[string, string, string]>([
    [
      'waits on a port of unknown protocol',
      service('AUTO', GREETING, 'replied', { wrote: 9 }),
      'broken server-first',
    ],
    ['hears nothing at all', service('AUTO', GREETING, 'silent', { wrote: 0 }), 'broken server-first'],
    ['is greeted on a TCP port', service('TCP', GREETING, 'replied', { wrote: 9 }), 'match null'],
    ['is greeted', service('AUTO', GREETING, 'replied', { wrote: 0 }), 'match null'],
    ['may speak first to any other', service('AUTO', { wrote: 9 }, 'replied', { wrote: 9 }), 'match null'],
    [
      'is greeted where sidecars stop waiting',
      service('AUTO', GREETING, 'replied', { wrote: 9 }, { ...CONTEXT, stopsDetecting: true }),
      'match null',
    ],
  ])('%s', (_name, found, expected) => {
    expect(found).toBe(expected);
  });
});
