import { expect, it } from 'vitest';
import { judgeService } from '../../src/judge/service.ts';
import type { Evidence } from '../../src/model/observation.ts';
import type { ClientTls } from '../../src/model/policy.ts';
import type { ServicePrediction } from '../../src/model/prediction.ts';
import type { EndpointRow } from '../../src/model/verdict.ts';
import { type Cell, observation } from './build.ts';
import { endpointRow, HOST, servicePrediction, serviceTarget } from './build-service.ts';

const REQ = 'certificate-required*' as const;
export const STRICT = endpointRow(['closed-after-bytes', REQ, REQ, 'replied*']);
export const OPEN = endpointRow(['replied', REQ, 'not-tls', 'replied*']);
export const DOWN = endpointRow(['closed-after-bytes', REQ, REQ, 'closed-after-bytes*']);
export const NONE = { reachable: 'none', encrypted: null } as const;

/** `expected`: verdict, doubt and cause where there are such, then whether it was encrypted. */
export type ClientSituation = [
  name: string,
  tls: ClientTls,
  predicted: Partial<ServicePrediction>,
  cell: Cell | null,
  evidence: Partial<Evidence>,
  rows: EndpointRow[],
  expected: string,
];

/** One test for each situation of a mesh client. */
export function testClientSituations(situations: readonly ClientSituation[]): void {
  it.each(situations)('%s', (_name, tls, predicted, cell, evidence, rows, expected) => {
    const seen = cell === null ? null : observation('via-sidecar', cell, HOST, evidence);
    const context = { controlsOk: true, require: null };
    const row = judgeService(serviceTarget(), servicePrediction(tls, predicted), seen, rows, context);
    const tags = [row.verdict, row.doubt, row.cause].filter((tag) => tag !== null);
    expect([...tags, `${row.encrypted}`].join(' '), row.detail).toBe(expected);
    expect(row.detail).toMatch(/\.$/);
  });
}
