import { expect, it } from 'vitest';
import { clientCell } from '../../src/report/client-cell.ts';
import { declaredCell } from '../../src/report/declared-cell.ts';
import { certlessCell, dialCell, tally } from '../../src/report/words.ts';
import { type Cell, observation } from '../judge/build.ts';
import { answer, proxy, servicePrediction } from '../judge/build-service.ts';
import { endpoint, service } from './build-run.ts';

const REQ = 'certificate-required*' as const;
const row = (...cells: Cell[]) =>
  endpoint({ pod: 'web-1', ip: '10.0.0.1', port: 8080, declared: 'STRICT', cells }, ['web', 80, 'http']);

it('names what endpoints share, or the share of the most frequent', () => {
  expect(tally([])).toBe('-');
  expect(tally(['refused', 'refused'])).toBe('refused');
  expect(tally(['accepted', 'refused', 'refused'])).toBe('2/3 refused');
});

it('tells a refusal of mTLS from an end by the application', () => {
  expect(dialCell([row('silent', REQ, REQ, 'certificate-rejected*')], 'mtls')).toBe('refused');
  expect(dialCell([row('silent', REQ, REQ, 'closed-after-bytes*')], 'mtls')).toBe('closed');
  expect(dialCell([row('closed-after-bytes')], 'plaintext')).toBe('refused');
  expect(dialCell([row('closed-after-bytes')], 'mtls')).toBe('not run');
});

it('takes HBONE for the mTLS of ambient mode', () => {
  const ambient = row('closed-after-bytes');
  const hbone = observation('hbone', 'tunnel-refused*');
  expect(dialCell([{ ...ambient, observations: [hbone] }], 'mtls')).toBe('no tunnel');
});

it('shows what TLS without a certificate got past the ALPN of Istio', () => {
  expect(certlessCell([row('silent', REQ, REQ)])).toBe('refused');
  expect(certlessCell([row('silent', REQ, 'application-tls+')])).toBe('app TLS');
  expect(certlessCell([row('silent', 'not-tls', 'silent')])).toBe('not TLS');
});

it('says what a mesh client gets and how it was sent', () => {
  const cell = (outcome: Cell, evidence = {}) =>
    clientCell(service(['web', 80, 'http'], [row('replied')], { cell: outcome, evidence }));
  expect(cell('replied', answer(200, proxy(1, 1)))).toBe('200, mTLS');
  expect(cell('replied', answer(200, proxy(1, 0)))).toBe('200, plaintext');
  expect(cell('replied', answer(503, proxy(1, 0), false))).toBe('503');
  expect(cell('replied', { proxy: proxy(1, 1) })).toBe('answer, mTLS');
  expect(cell('silent', { proxy: proxy(1, 1) })).toBe('no answer, mTLS');
  expect(cell('closed-after-bytes', { proxy: proxy(1, 0) })).toBe('closed');
  expect(clientCell(null)).toBe('-');
  const simple = servicePrediction('simple');
  const seen = { cell: 'replied' as const, evidence: answer(200, proxy(1, 1)) };
  expect(clientCell(service(['web', 80, 'http'], [row('replied')], seen, simple))).toBe('200, TLS');
});

it('names the object that decided, with its namespace where that is another', () => {
  const decidedBy = { kind: 'PeerAuthentication', namespace: 'istio-system', name: 'default' };
  const declared = { mode: 'STRICT', decidedBy, level: 'mesh', rejected: [] } as const;
  const mesh = endpoint(
    {
      pod: 'a',
      ip: '10.0.0.1',
      port: 1,
      declared: 'STRICT',
      cells: [],
      predicted: { declared: { ...declared, rejected: [] } },
    },
    null,
  );
  expect(declaredCell([mesh], 'shop', 'long')).toBe('STRICT  PeerAuthentication istio-system/default');
  expect(declaredCell([mesh], 'shop', 'short')).toBe('STRICT  istio-system/default');
  expect(declaredCell([mesh], 'istio-system', 'short')).toBe('STRICT  default');
  expect(declaredCell([mesh], 'shop', 'mode')).toBe('STRICT');
});
