import type { DestinationRule } from '../../model/istio.ts';
import { isRecord } from '../../util/record.ts';
import { concerned, type Mender, type Mending } from '../mending.ts';
import { type Manifest, manifestOf, newManifest } from '../patch.ts';

/** Lets the DestinationRule send mTLS with the certificates of the mesh; where none decides, makes one for the Service. */
export const istioMutual: Mender = (mending, index) => {
  const rule = concerned(mending, 'DestinationRule', index.destinationrules);
  if (!rule) return newRule('ISTIO_MUTUAL')(mending, index);
  const manifest = manifestOf('DestinationRule', rule);
  for (const holder of holdersOf(manifest, mending)) holder['tls'] = { mode: 'ISTIO_MUTUAL' };
  return { manifest, what: `Clients send mTLS to ${hostOf(rule)}.` };
};

/** Takes the tls block away, so that auto mTLS decides for each endpoint. `null` makes kubectl remove it, however it came there. */
export const leaveToAutoMtls: Mender = (mending, index) => {
  const rule = concerned(mending, 'DestinationRule', index.destinationrules);
  if (!rule) return null;
  const manifest = manifestOf('DestinationRule', rule);
  const holders = holdersOf(manifest, mending).filter((holder) => isRecord(holder['tls']));
  if (holders.length === 0) return null;
  for (const holder of holders) holder['tls'] = null;
  return { manifest, what: `Auto mTLS decides for each endpoint of ${hostOf(rule)}.` };
};

/** Makes a rule of the Service's own. */
export function newRule(mode: 'ISTIO_MUTUAL' | 'DISABLE'): Mender {
  return (mending, index) => {
    const service = concerned(mending, 'Service', index.services);
    const { name, namespace } = service?.metadata ?? {};
    if (name === undefined || namespace === undefined) return null;
    const spec = { host: mending.service?.host ?? name, trafficPolicy: { tls: { mode } } };
    const what = `Clients send ${mode === 'DISABLE' ? 'plaintext' : 'mTLS'} to Service ${namespace}/${name}.`;
    return { manifest: newManifest('DestinationRule', namespace, `${name}-tls`, spec), what };
  };
}

/** The parts of a rule whose `tls` decides for the port: its own settings, else the rule as a whole, else those of subsets. */
function holdersOf({ spec }: Manifest, { service }: Mending): Record<string, unknown>[] {
  const policy = isRecord(spec['trafficPolicy']) ? spec['trafficPolicy'] : {};
  const own = recordsOf(policy['portLevelSettings']).filter(
    ({ port, tls }) => isRecord(tls) && isRecord(port) && port['number'] === service?.port,
  );
  if (own.length > 0) return own;
  const subsets = recordsOf(spec['subsets'])
    .map((subset) => subset['trafficPolicy'])
    .filter((part) => isRecord(part))
    .filter(({ tls }) => isRecord(tls));
  if (!isRecord(policy['tls']) && subsets.length > 0) return subsets;
  spec['trafficPolicy'] = policy;
  return [policy];
}

function recordsOf(list: unknown): Record<string, unknown>[] {
  return Array.isArray(list) ? list.filter(isRecord) : [];
}

/** A wildcard concerns more than the thing that is explained. */
function hostOf({ spec }: DestinationRule): string {
  const host = String(spec?.host ?? '');
  return host.includes('*') ? `${host}, which is more than this Service` : host;
}
