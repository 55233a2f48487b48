import type { MeshSettings } from '../../model/policy.ts';
import { record, texts } from '../mesh/config-sources.ts';
import { appliedSpec, maistraSettings, namedMembers } from '../mesh/maistra.ts';
import type { OperatorSettings } from '../mesh/operator.ts';
import { sailSettings } from '../mesh/sail.ts';
import type { PolicyIndex } from '../policy-index.ts';
import { serverPolicy } from '../server.ts';
import { referenceTo } from '../well-formed.ts';
import type { Finding } from './finding.ts';

/** MTLS504 to MTLS507: where what operators were asked for is not what holds (istio-semantics 9.1, 9.2). */
export function operatorFindings(index: PolicyIndex, meshes: readonly MeshSettings[]): Finding[] {
  const operators = [...index.servicemeshcontrolplanes.map(maistraSettings), ...sailSettings(index)];
  return [
    ...mtlsFindings(index, meshes),
    ...memberFindings(index),
    ...operators.flatMap((operator) => differences(operator, meshes)),
  ];
}

function mtlsFindings(index: PolicyIndex, meshes: readonly MeshSettings[]): Finding[] {
  const unread = index.notes.some(({ resource }) => resource === 'peerauthentications');
  return index.servicemeshcontrolplanes.flatMap((object): Finding[] => {
    const { namespace = '', name } = object.metadata ?? {};
    const mesh = meshes.find((known) => known.namespace === namespace && known.revision === name);
    if (unread || !mesh) return [];
    const { dataPlane, controlPlane } = record(appliedSpec(object)['security']);
    const { mode } = serverPolicy(index, mesh, { metadata: { namespace: mesh.rootNamespace } }, 0);
    const objects = [referenceTo('ServiceMeshControlPlane', object)];
    const detail = `The mode of the mesh is ${mode}.`;
    if (mode === 'STRICT') return [];
    if (record(dataPlane)['mtls'] === true) return [{ code: 'MTLS504', objects, detail }];
    return record(controlPlane)['mtls'] === true ? [{ code: 'MTLS505', objects, detail }] : [];
  });
}

function memberFindings(index: PolicyIndex): Finding[] {
  return index.servicemeshmemberrolls.flatMap((roll): Finding[] => {
    const { configuredMembers } = record(roll.status);
    // Without a status the operator has not said anything yet.
    if (!Array.isArray(configuredMembers)) return [];
    const configured = texts(configuredMembers);
    const missing = namedMembers(record(roll.spec), index.namespaces).filter(
      (name) => !configured.includes(name),
    );
    const objects = [referenceTo('ServiceMeshMemberRoll', roll)];
    return [...new Set(missing)].map((name) => ({
      code: 'MTLS506',
      objects,
      detail: `Namespace ${name} is named and not configured.`,
    }));
  });
}

function differences(
  { fields, reference, namespace, revision }: OperatorSettings,
  meshes: readonly MeshSettings[],
) {
  const mesh = meshes.find((known) => known.namespace === namespace && known.revision === revision);
  // Without a ConfigMap what was asked for is all there is.
  if (!mesh?.sources?.some(({ kind }) => kind === 'ConfigMap')) return [];
  const tls = record(fields['meshMTLS'])['minProtocolVersion'];
  const pairs: [string, unknown, unknown][] = [
    ['enableAutoMtls', fields['enableAutoMtls'], mesh.autoMtls],
    ['rootNamespace', fields['rootNamespace'], mesh.rootNamespace],
    ['trustDomain', fields['trustDomain'], mesh.trustDomain],
    ['meshMTLS.minProtocolVersion', tls, mesh.minTls === '1.3' ? 'TLSV1_3' : 'TLSV1_2'],
  ];
  return pairs
    .filter(([, asked, holds]) => ['string', 'boolean'].includes(typeof asked) && asked !== holds)
    .filter(([name, asked]) => !(name === 'meshMTLS.minProtocolVersion' && asked === 'TLS_AUTO'))
    .map(([name, asked, holds]): Finding => {
      const detail = `${name}: ${JSON.stringify(asked)} was asked for, ${JSON.stringify(holds)} holds.`;
      return { code: 'MTLS507', objects: [reference], detail };
    });
}
