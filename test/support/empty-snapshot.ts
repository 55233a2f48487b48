import type { Snapshot } from '../../src/model/snapshot.ts';

/** A snapshot of a cluster without objects. */
export function emptySnapshot(): Snapshot {
  return {
    namespaces: [],
    pods: [],
    services: [],
    endpointslices: [],
    configmaps: [],
    deployments: [],
    mutatingwebhookconfigurations: [],
    networkpolicies: [],
    peerauthentications: [],
    destinationrules: [],
    sidecars: [],
    virtualservices: [],
    serviceentries: [],
    workloadentries: [],
    authorizationpolicies: [],
    requestauthentications: [],
    envoyfilters: [],
    gateways: [],
    kubernetesgateways: [],
    servicemeshcontrolplanes: [],
    servicemeshmemberrolls: [],
    istios: [],
    istiorevisions: [],
    istiorevisiontags: [],
    notes: [],
  };
}
