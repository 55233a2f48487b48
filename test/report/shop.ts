import type { Run } from '../../src/model/run.ts';
import type { Cell } from '../judge/build.ts';
import { answer, proxy, servicePrediction } from '../judge/build-service.ts';
import { endpoint, runOf, service } from './build-run.ts';

const REQ = 'certificate-required*' as const;
const STRICT_WIRE: Cell[] = ['closed-after-bytes', REQ, REQ, 'replied*'];
const PERMISSIVE_WIRE: Cell[] = ['replied', REQ, 'closed-after-bytes', 'replied*'];
const BARE_WIRE: Cell[] = ['replied', 'not-tls', 'not-tls', 'not-tls'];
const MTLS = { cell: 'replied' as const, evidence: answer(200, proxy(1, 1)) };
const NO_SIDECAR = {
  effective: 'NONE',
  cause: 'no-sidecar',
  reason: 'The pod has no istio-proxy container.',
} as const;

/** A namespace in which most of what can go wrong does. */
export function shop(): Run {
  const web = [1, 2].map((n) =>
    endpoint(
      {
        pod: `web-7d9f5c6b8-x${n}k2p`,
        ip: `10.4.0.${n}`,
        port: 8080,
        declared: 'STRICT',
        cells: STRICT_WIRE,
      },
      ['web', 80, 'http'],
    ),
  );
  const cart = [3, 4, 5].map((n) =>
    endpoint(
      {
        pod: `cart-5b8d7f9c4-q${n}wzr`,
        ip: `10.4.0.${n}`,
        port: 9090,
        declared: 'STRICT',
        cells: n === 5 ? BARE_WIRE : STRICT_WIRE,
        predicted: n === 5 ? NO_SIDECAR : {},
      },
      ['cart', 9090, 'grpc-api'],
    ),
  );
  const legacy = endpoint(
    {
      pod: 'legacy-0',
      ip: '10.4.0.6',
      port: 8081,
      declared: 'PERMISSIVE',
      cells: PERMISSIVE_WIRE,
      predicted: {
        declared: { mode: 'PERMISSIVE', decidedBy: null, level: 'default', rejected: [] },
      },
    },
    ['legacy-payment-gateway-adapter', 8081, 'http-admin'],
  );
  const stale = endpoint(
    { pod: 'stale-6c5d4-abcde', ip: '10.4.0.7', port: 8080, declared: 'STRICT', cells: PERMISSIVE_WIRE },
    ['stale', 80, 'http'],
  );
  const store = endpoint(
    {
      pod: 'postgres-0',
      ip: '10.4.0.8',
      port: 5432,
      declared: 'DISABLE',
      cells: ['spared', 'closed-after-bytes', 'closed-after-bytes', 'closed-after-bytes'],
      target: { portClass: 'TCP', database: true },
      predicted: {
        declared: {
          mode: 'DISABLE',
          decidedBy: { kind: 'PeerAuthentication', namespace: 'shop', name: 'postgres' },
          level: 'port',
          rejected: [],
        },
      },
    },
    ['postgres', 5432, 'tcp-postgres'],
  );
  const metrics = endpoint(
    { pod: 'web-7d9f5c6b8-x1k2p', ip: '10.4.0.1', port: 9100, declared: 'STRICT', cells: STRICT_WIRE },
    null,
  );
  const forced = servicePrediction('plaintext', {
    reachable: 'none',
    encrypted: null,
    cause: 'plaintext-to-strict',
    reason: 'DestinationRule shop/web-plain sets DISABLE.',
    outcomes: ['replied', 'closed-after-bytes'],
  });
  const services = [
    service(['web', 80, 'http'], web, { cell: 'replied', evidence: answer(503, proxy(1, 0), false) }, forced),
    service(['cart', 9090, 'grpc-api'], cart, MTLS),
    service(['legacy-payment-gateway-adapter', 8081, 'http-admin'], [legacy], MTLS),
    service(['stale', 80, 'http'], [stale], { cell: 'replied', evidence: answer(200, proxy(1, 0)) }),
    service(['postgres', 5432, 'tcp-postgres'], [store], { cell: 'silent' }),
  ];
  const notes: Run['notes'] = [
    {
      code: 'list-unavailable',
      message: 'you may not list envoyfilters everywhere: what they decide is not known',
    },
  ];
  return runOf([...web, ...cart, legacy, stale, store, metrics], services, { notes });
}
