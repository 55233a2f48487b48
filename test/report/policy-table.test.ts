import { expect, it } from 'vitest';
import type { PolicyReport } from '../../src/predict/policy-report.ts';
import { policyTable } from '../../src/report/policy-table.ts';

const PLAIN = { colour: false, width: 120 };
const decidedBy = { kind: 'PeerAuthentication', namespace: 'shop', name: 'default' };
const to = { host: 'cart.shop.svc.cluster.local', port: 80, decidedBy: null };
const REPORT: PolicyReport = {
  server: [{ namespace: 'shop', pod: 'cart', port: '*', mode: 'STRICT', decidedBy }],
  client: [
    { namespace: 'shop', pod: 'a', subset: null, endpoint: '10.0.0.1:8080', tls: 'mtls', ...to },
    { namespace: 'shop', pod: 'b', subset: null, endpoint: '10.0.0.1:8080', tls: 'mtls', ...to },
    { namespace: 'shop', pod: 'b', subset: 'v1', endpoint: null, tls: 'plaintext', ...to },
  ],
  findings: [
    {
      level: 'error',
      code: 'MTLS301',
      title: 'selector in the root namespace',
      objects: [decidedBy],
      detail: 'It is \u001b[31mdead.',
      fix: 'Move it.',
    },
  ],
};

it('puts what is the same into one line and prints nothing raw', () => {
  expect(policyTable(REPORT, PLAIN)).toBe(`NAMESPACE  POD   PORT  MODE    DECIDED BY
shop       cart  *     STRICT  PeerAuthentication shop/default

FROM  CLIENTS  TO                                        ENDPOINTS    SENDS      DECIDED BY
shop  2 pods   cart.shop.svc.cluster.local:80            1 endpoint   mtls       (default)
shop  1 pod    cart.shop.svc.cluster.local:80 subset v1  0 endpoints  plaintext  (default)

error MTLS301: selector in the root namespace
  PeerAuthentication shop/default. It is  [31mdead.
  To do: Move it.
`);
});

it('leaves out empty parts', () => {
  expect(policyTable({ server: [], client: [], findings: [] }, PLAIN)).toBe('\n');
});
