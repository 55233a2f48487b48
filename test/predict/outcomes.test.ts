import { describe, expect, it, test } from 'vitest';
import type { Mode, PortClass } from '../../src/model/policy.ts';
import type { EndpointDial, SidecarDial } from '../../src/model/prediction.ts';
import { bareOutcomes, sidecarOutcomes, type TlsLimits, terminated } from '../../src/predict/outcomes.ts';
import { groupBy } from '../../src/util/group.ts';
import { type Cell, cells, observation } from '../support/measured-cells.ts';

const ANY: TlsLimits = { minTls: '1.2', maxTls: '1.3' };
const DIALS: (EndpointDial | SidecarDial)[] = [
  'plaintext',
  'tls-mesh',
  'tls-plain',
  'tls12',
  'mtls-untrusted',
  'mtls',
];
const modeOf = ({ pa }: Cell): Mode => (pa === 'none' ? 'PERMISSIVE' : pa);
const predicted = (cell: Cell) =>
  cell.proxy === 'none'
    ? bareOutcomes()
    : sidecarOutcomes(modeOf(cell), cell.class, { ...ANY, minTls: cell.minTls === '1.3' ? '1.3' : '1.2' });
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
    expect(new Set(dials.map((cell) => `${cell.pa} ${cell.class} ${dialOf(cell)}`)).size).toBe(
      4 * 4 * DIALS.length,
    );
  });
});

describe('outcomes tell the modes apart', () => {
  const classes: PortClass[] = ['HTTP', 'TCP', 'AUTO', 'UNDECLARED'];
  test.each(classes)('%s', (portClass) => {
    const strict = sidecarOutcomes('STRICT', portClass, ANY);
    const permissive = sidecarOutcomes('PERMISSIVE', portClass, ANY);
    const disable = sidecarOutcomes('DISABLE', portClass, ANY);
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
    expect(sidecarOutcomes('PERMISSIVE', 'HTTP', ANY)['tls-plain']).toEqual(['closed-after-bytes']);
    expect(sidecarOutcomes('PERMISSIVE', 'TCP', ANY)['tls-plain']).toContain('application-tls');
  });

  it('allows a refused connection only where no proxy listens', () => {
    expect(bareOutcomes().plaintext).toContain('connection-refused');
    expect(sidecarOutcomes('PERMISSIVE', 'TCP', ANY).plaintext).not.toContain('connection-refused');
  });
});

const omit = ({ tls12: _, ...others }: ReturnType<typeof sidecarOutcomes>) => others;

describe('TLS versions (istio-semantics 5.1, measured.md section 2)', () => {
  const only12: TlsLimits = { minTls: '1.2', maxTls: '1.2' };
  const only13: TlsLimits = { minTls: '1.3', maxTls: '1.3' };
  test.each<[string, ('1.2' | '1.3')[], TlsLimits, string]>([
    ['1.2 only, at a minimum of 1.2', ['1.2'], ANY, 'certificate-required'],
    ['1.2 only, at a minimum of 1.3', ['1.2'], only13, 'version-refused'],
    ['1.3 only, under fips-140-2', ['1.3'], only12, 'version-refused'],
    ['both, under fips-140-2', ['1.2', '1.3'], only12, 'certificate-required'],
  ])('%s', (_name, offered, limits, expected) => {
    expect(terminated(offered, limits, ['certificate-required'])).toEqual([expected]);
  });

  it('finds a version in common for every dial but the one that asks for it', () => {
    for (const limits of [ANY, only12, only13]) {
      const { tls12, ...others } = sidecarOutcomes('STRICT', 'HTTP', limits);
      expect(others).toEqual(omit(sidecarOutcomes('STRICT', 'HTTP', ANY)));
      expect(tls12[0]).toBe(limits === only13 ? 'version-refused' : 'certificate-required');
    }
  });

  it('allows for a handshake that fails before any certificate', () => {
    const narrow: TlsLimits = { ...only13, narrowTls: 'X25519MLKEM768 only' };
    expect(terminated(['1.3'], narrow, ['certificate-required'])).toContain('closed-after-bytes');
  });
});
