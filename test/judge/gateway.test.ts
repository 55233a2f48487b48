import { describe, expect, it } from 'vitest';
import { judgeEndpoint } from '../../src/judge/endpoint.ts';
import type { GatewayMode } from '../../src/model/gateway.ts';
import { type Cell, dials, endpointPrediction, endpointTarget } from './build.ts';

const GATEWAY = { kind: 'gateway', reason: '' } as const;
const PLAIN: Cell[] = ['replied', 'not-tls', 'not-tls', 'not-tls'];
const SIMPLE: Cell[] = ['closed-after-bytes', 'application-tls+', 'application-tls+', 'application-tls+'];
const ASKED: Cell[] = [
  'closed-after-bytes',
  'certificate-required+',
  'certificate-required+',
  'certificate-rejected+',
];
const CLOSED: Cell[] = [
  'closed-after-bytes',
  'closed-after-bytes',
  'closed-after-bytes',
  'closed-after-bytes',
];
const NOTHING: Cell[] = [
  'connection-refused',
  'connection-refused',
  'connection-refused',
  'connection-refused',
];
const MESH: Cell[] = ['closed-after-bytes', 'certificate-required*', 'certificate-required*', 'replied*'];

/** Case A23: the Gateway decides, never PeerAuthentication. */
describe('judgeGateway', () => {
  it.each<[GatewayMode, Cell[], string]>([
    ['PLAINTEXT', PLAIN, 'match gateway'],
    ['PLAINTEXT', SIMPLE, 'inconclusive contradiction'],
    ['PLAINTEXT', CLOSED, 'inconclusive no-answer'],
    ['PLAINTEXT', MESH, 'inconclusive contradiction'],
    ['SIMPLE', SIMPLE, 'match gateway'],
    ['SIMPLE', PLAIN, 'inconclusive not-in-force'],
    ['SIMPLE', ASKED, 'inconclusive contradiction'],
    ['SIMPLE', CLOSED, 'inconclusive no-answer'],
    ['OPTIONAL_MUTUAL', SIMPLE, 'match gateway'],
    ['MUTUAL', ASKED, 'match gateway'],
    ['MUTUAL', SIMPLE, 'inconclusive contradiction'],
    ['ISTIO_MUTUAL', MESH, 'match gateway'],
    ['ISTIO_MUTUAL', PLAIN, 'open unknown'],
    ['PASSTHROUGH', SIMPLE, 'inconclusive unsupported'],
    ['AUTO_PASSTHROUGH', CLOSED, 'inconclusive unsupported'],
    ['HBONE', CLOSED, 'inconclusive hbone-not-dialled'],
    ['NONE', NOTHING, 'inconclusive application-not-listening'],
  ])('%s: %j', (gateway, cells, expected) => {
    const mode = gateway === 'ISTIO_MUTUAL' ? 'STRICT' : 'DISABLE';
    const effective = gateway === 'ISTIO_MUTUAL' ? 'STRICT' : 'NONE';
    const prediction = endpointPrediction(mode, { dataPlane: GATEWAY, gateway, effective, cause: 'gateway' });
    const row = judgeEndpoint(endpointTarget(), prediction, dials(...cells), {
      controlsOk: true,
      require: null,
    });
    expect([row.verdict, row.doubt, row.cause].filter((tag) => tag !== null).join(' '), row.detail).toBe(
      expected,
    );
  });

  it('says what a server name met behind PASSTHROUGH', () => {
    const prediction = endpointPrediction('DISABLE', {
      dataPlane: GATEWAY,
      gateway: 'PASSTHROUGH',
      serverName: 'db.example.com',
      effective: 'NONE',
      cause: 'gateway',
    });
    const context = { controlsOk: true, require: null };
    const detail = (cells: Cell[]) =>
      judgeEndpoint(endpointTarget(), prediction, dials(...cells), context).detail;
    expect(detail(SIMPLE)).toContain('TLS for db.example.com met a server that ends it.');
    expect(detail(CLOSED)).toContain('TLS for db.example.com met none that ends it.');
  });

  it('is below the floor of --require strict', () => {
    const prediction = endpointPrediction('DISABLE', {
      dataPlane: GATEWAY,
      gateway: 'SIMPLE',
      effective: 'NONE',
      cause: 'gateway',
    });
    const row = judgeEndpoint(endpointTarget(), prediction, dials(...SIMPLE), {
      controlsOk: true,
      require: 'strict',
    });
    expect([row.verdict, row.cause]).toEqual(['open', 'gateway']);
    expect(row.detail).toContain('declared SIMPLE');
  });
});
