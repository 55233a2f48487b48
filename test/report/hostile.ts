import type { Run } from '../../src/model/run.ts';
import { endpoint, runOf, service } from './build-run.ts';

/** A name with all that a terminal, XML, YAML, Markdown, a workflow command or a label may act on. */
export const HOSTILE =
  'x\u001b[2J\u0007\n::error::y%0A\r\u202egnp\u009b31m\u2028\u061c\u200b\u200d\u2060\ufeff\u00ad\u3164\u{e0041}\ud800\uffff]]><b>&amp;"\'|`*_[a](http://evil.example) @team #1 ---\n- ! {x: y}\\';

/** What must reach nobody raw, whatever the format. */
export const UNSAFE =
  /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164\ufeff\u{e0000}-\u{e007f}\ud800-\udfff]/u;

/** A run in which everything that has a name has that one. */
export function hostileRun(): Run {
  const row = endpoint(
    {
      pod: HOSTILE,
      ip: '10.0.0.9',
      port: 8080,
      declared: 'STRICT',
      cells: ['replied', 'not-tls', 'not-tls', 'not-tls'],
      predicted: {
        effective: 'NONE',
        cause: 'no-sidecar',
        reason: HOSTILE,
        declared: {
          mode: 'STRICT',
          decidedBy: { kind: 'PeerAuthentication', name: HOSTILE },
          level: 'mesh',
          rejected: [],
        },
      },
    },
    [HOSTILE, 80, HOSTILE],
  );
  const bare = endpoint({ pod: HOSTILE, ip: '10.0.0.9', port: 1, declared: 'STRICT', cells: [] }, null);
  const notes = [{ code: 'mesh-doubt' as const, message: HOSTILE }];
  const mine = { namespace: HOSTILE, from: HOSTILE };
  return runOf([row, bare], [service([HOSTILE, 80, HOSTILE], [row], { cell: 'silent' })], { notes, ...mine });
}
