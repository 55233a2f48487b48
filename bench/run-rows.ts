import type { Run } from '../src/model/run.ts';
import { endpoint, runOf, service } from '../test/report/build-run.ts';

/** Rows of a run that reports must still be quick for, and of one that they are compared with. */
export const FEW = 50;
export const MANY = 5000;

/** A run of so many rows, one in twenty of which does not match. */
export function rows(amount: number): Run {
  const behind = Array.from({ length: amount / 2 }, (_, at) => {
    const bad = at % 10 === 0;
    const required = 'certificate-required*' as const;
    return endpoint(
      {
        pod: `web-${at}-7d9f5c6b8-x2k2p`,
        ip: `10.${at >> 16}.${(at >> 8) & 255}.${at & 255}`,
        port: 8080,
        declared: 'STRICT',
        cells: bad
          ? ['replied', 'not-tls', 'not-tls', 'not-tls']
          : ['closed-after-bytes', required, required, 'replied*'],
      },
      [`web-${at}`, 80, 'http'],
    );
  });
  return runOf(
    behind,
    behind.map((row, at) => service([`web-${at}`, 80, 'http'], [row], { cell: 'replied' })),
  );
}
