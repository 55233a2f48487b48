import { isRecord } from '../../util/record.ts';
import { concerned, type Mender } from '../mending.ts';
import { manifestOf } from '../patch.ts';

/** Tells Istio that a port is plain TCP, so that it does not wait for the client to speak. */
export const declareProtocol: Mender = (mending, index) => {
  const service = concerned(mending, 'Service', index.services);
  const target = mending.service;
  if (!service || !target) return null;
  const manifest = manifestOf('Service', service);
  const ports = Array.isArray(manifest.spec['ports']) ? manifest.spec['ports'].filter(isRecord) : [];
  const port = ports.find(({ port: number }) => number === target.port);
  if (!port) return null;
  port['appProtocol'] = 'tcp';
  return { manifest, what: `Istio treats port ${target.port} as TCP and waits for nobody to speak first.` };
};

/** Counts the hosts of a ServiceEntry as part of the mesh. */
export const meshInternal: Mender = (mending, index) => {
  const entry = concerned(mending, 'ServiceEntry', index.serviceentries);
  if (!entry) return null;
  const manifest = manifestOf('ServiceEntry', entry);
  manifest.spec['location'] = 'MESH_INTERNAL';
  return { manifest, what: 'Clients send mTLS to its workloads.' };
};

/** Lets pods see the Services of their own namespace. */
export const seeOwnNamespace: Mender = (mending, index) => {
  const sidecar = concerned(mending, 'Sidecar', index.sidecars);
  if (!sidecar) return null;
  const manifest = manifestOf('Sidecar', sidecar);
  const egress = Array.isArray(manifest.spec['egress']) ? manifest.spec['egress'].filter(isRecord) : [];
  // One with a port of its own opens only that.
  const open = egress.find(({ port }) => port === undefined);
  if (!open || !Array.isArray(open['hosts'])) return null;
  open['hosts'] = [...open['hosts'], './*'];
  return { manifest, what: 'Its pods know every Service of their namespace.' };
};
