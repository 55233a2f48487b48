import { describe, expect, it, test } from 'vitest';
import type { Mode, PortClass } from '../../src/model/policy.ts';
import type { EndpointDial } from '../../src/model/prediction.ts';
import { bareOutcomes, sidecarOutcomes } from '../../src/predict/outcomes.ts';
import { groupBy } from '../../src/util/group.ts';
import { type Cell, cells, observation } from '../support/measured-cells.ts';

const DIALS: EndpointDial[] = ['plaintext', 'tls-mesh', 'tls-plain', 'mtls'];
const modeOf = ({ pa }: Cell): Mode => (pa === 'none' ? 'PERMISSIVE' : pa);
const predicted = (cell: Cell) =>
  cell.proxy === 'none' ? bareOutcomes() : sidecarOutcomes(modeOf(cell), cell.class);
const dialOf = (cell: Cell) => DIALS.find((dial) => dial === observation(cell).dial);
const dials = cells.filter((cell) => dialOf(cell) !== undefined);

describe('outcomes against the dials of a real mesh (measured.md section 2)', () => {
  const groups = groupBy(dials, ({ pa, proxy, class: portClass }) => `${proxy} ${pa} ${portClass}`);
  test.for([...groups])('%s: what was seen was predicted', ([, group]) => {
    const surprises = group.filter((cell) => {
      const dial = dialOf(cell);
      return dial && !predicted(cell)[dial].includes(observation(cell).outcome);
    });
    expect(surprises).toEqual([]);
  });

  it('covers every mode, class and dial', () => {
    expect(new Set(dials.map((cell) => `${cell.pa} ${cell.class} ${dialOf(cell)}`)).size).toBe(4 * 4 * 4);
  });
});

describe('outcomes tell the modes apart', () => {
  const classes: PortClass[] = ['HTTP', 'TCP', 'AUTO', 'UNDECLARED'];
  test.each(classes)('%s', (portClass) => {
    const strict = sidecarOutcomes('STRICT', portClass);
    const permissive = sidecarOutcomes('PERMISSIVE', portClass);
    const disable = sidecarOutcomes('DISABLE', portClass);
    expect(strict.plaintext).not.toContain('replied');
    expect(permissive.plaintext).toContain('replied');
    expect(disable.plaintext).toContain('replied');
    expect(strict['tls-plain']).toContain('certificate-required');
    expect(strict['tls-mesh']).toContain('certificate-required');
    expect(permissive['tls-mesh']).toContain('certificate-required');
    expect(permissive.mtls).toContain('replied');
    expect(disable.mtls).not.toContain('replied');
  });

  it('lets an HTTP port in PERMISSIVE refuse TLS without Istio’s ALPN', () => {
    expect(sidecarOutcomes('PERMISSIVE', 'HTTP')['tls-plain']).toEqual(['closed-after-bytes']);
    expect(sidecarOutcomes('PERMISSIVE', 'TCP')['tls-plain']).toContain('application-tls');
  });

  it('allows a refused connection only where no proxy listens', () => {
    expect(bareOutcomes().plaintext).toContain('connection-refused');
    expect(sidecarOutcomes('PERMISSIVE', 'TCP').plaintext).not.toContain('connection-refused');
  });
});
