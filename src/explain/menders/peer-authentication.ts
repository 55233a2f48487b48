import type { Mode } from '../../model/policy.ts';
import { isRecord } from '../../util/record.ts';
import { concerned, type Mender } from '../mending.ts';
import { manifestOf, newManifest } from '../patch.ts';

/** Demands mTLS: in the policy of the workload that decides, else in a new one for the pods of the Service. */
export const strict: Mender = (mending, index) => {
  const changed = setMode('STRICT')(mending, index);
  if (changed) return changed;
  const service = concerned(mending, 'Service', index.services);
  const { name, namespace } = service?.metadata ?? {};
  const { selector } = service?.spec ?? {};
  if (name === undefined || namespace === undefined || !isRecord(selector)) return null;
  const spec = { selector: { matchLabels: { ...selector } }, mtls: { mode: 'STRICT' } };
  const what = `The pods of Service ${namespace}/${name} accept mTLS only; plaintext clients are refused from then on.`;
  return { manifest: newManifest('PeerAuthentication', namespace, `${name}-strict`, spec), what };
};

/** Says what ztunnel does anyway. */
export const permissive: Mender = (mending, index) => setMode('PERMISSIVE')(mending, index);

/** Only in a policy with a selector: one for a namespace or the mesh concerns more than the thing that is explained. */
function setMode(mode: Mode): Mender {
  return (mending, index) => {
    const policy = concerned(mending, 'PeerAuthentication', index.peerauthentications);
    if (!policy || !isRecord(policy.spec?.selector)) return null;
    const manifest = manifestOf('PeerAuthentication', policy);
    const { portLevelMtls: ports } = manifest.spec;
    const port = String(mending.port ?? '');
    if (isRecord(ports) && isRecord(ports[port])) ports[port] = { mode };
    else manifest.spec['mtls'] = { mode };
    const refused = mode === 'STRICT' ? '; plaintext clients are refused from then on' : '';
    return { manifest, what: `The workload is ${mode}${refused}.` };
  };
}
