import type { Pod, Service } from '../../src/model/kubernetes.ts';
import { generateAliases } from './generate-aliases.ts';
import { generateEntries } from './generate-entries.ts';
import { generatePeers } from './generate-peers.ts';
import { generateRoutes } from './generate-routes.ts';
import { generateRules } from './generate-rules.ts';
import { generateScope } from './generate-scope.ts';
import { generateServiceEntries } from './generate-service-entries.ts';
import { generateSidecars } from './generate-sidecars.ts';
import { type Random, randomFrom } from './random.ts';
import { type MeshOptions, NAMESPACES, ROOT, type Situation } from './situation.ts';

const SERVICES = ['s', 't'];
const APPS = ['s', 't', 'x'];
const PORTS = [
  { name: 'http', port: 80, targetPort: 8080 },
  { name: 'tcp-x', port: 9000, targetPort: 9000 },
  { name: 'x', port: 7000, targetPort: 8080 },
  { name: 'https', port: 443, targetPort: 8443 },
];

/** A random valid situation, biased to where rules meet: few names, few ports, few creation times. */
export function generate(seed: number): Situation {
  const random = randomFrom(seed);
  const pods = generatePods(random);
  const virtualservices = random.chance(0.5) ? generateRoutes(random) : [];
  // Whether routes to a Service exported to nobody have endpoints hangs on what istiod saw first.
  const exports = virtualservices.length > 0 ? ['.', '*', 'a'] : ['.', '*', 'a', '~'];
  return generateScope(random, {
    id: String(seed),
    mesh: generateMesh(random, exports),
    services: [
      ...generateServices(random, [...exports, 'b,c']),
      ...(random.chance(0.25) ? generateAliases(random) : []),
    ],
    pods,
    peerauthentications: generatePeers(random),
    destinationrules: generateRules(random),
    sidecars: random.chance(0.3) ? generateSidecars(random) : [],
    virtualservices,
    workloadentries: random.chance(0.3) ? generateEntries(random) : [],
    serviceentries: random.chance(0.4) ? generateServiceEntries(random) : [],
  });
}

function generateMesh(random: Random, exports: string[]): MeshOptions {
  return {
    ...(random.chance(0.1) && { enableAutoMtls: false }),
    ...(random.chance(0.1) && { defaultServiceExportTo: [random.pick(exports)] }),
    ...(random.chance(0.1) && { defaultDestinationRuleExportTo: [random.pick(['.', '*'])] }),
  };
}

function generateServices(random: Random, exports: string[]): Service[] {
  const all = ['a', 'b', ROOT].flatMap((namespace) => SERVICES.map((name) => ({ namespace, name })));
  const kept = random.some(all, 0.4);
  const chosen = kept.length > 0 ? kept : [random.pick(all)];
  return chosen.map(({ namespace, name }, index) => {
    const ports = random.some(PORTS, 0.4);
    const exportTo = random.pick(exports);
    const annotations = random.chance(0.15) ? { 'networking.istio.io/exportTo': exportTo } : {};
    return {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: {
        name,
        namespace,
        annotations,
        ...(random.chance(0.3) && {
          creationTimestamp: `2026-01-01T00:00:${random.pick(['00', '11', '30'])}Z`,
        }),
      },
      spec: {
        clusterIP: random.chance(0.25) ? 'None' : `10.0.0.${index + 1}`,
        // Like kubernetes.default, whose endpoints are no pods.
        ...(random.chance(0.92) && { selector: { app: name } }),
        ports: (ports.length > 0 ? ports : PORTS.slice(0, 1)).map((port) => ({ ...port, protocol: 'TCP' })),
      },
    };
  });
}

function generatePods(random: Random): Pod[] {
  return NAMESPACES.flatMap((namespace, block) =>
    Array.from({ length: random.below(4) }, (_, index): Pod => {
      const mode = random.pick(['istio', 'istio', 'istio', 'istio', 'disabled', 'other', null]);
      const ip = `10.1.${block}.${index + 1}`;
      return {
        apiVersion: 'v1',
        kind: 'Pod',
        metadata: {
          name: `p-${index}`,
          namespace,
          annotations: random.chance(0.8) ? { 'sidecar.istio.io/status': '{}' } : {},
          labels: {
            app: random.pick(APPS),
            ...(random.chance(0.6) && { version: random.pick(['v1', 'v2']) }),
            ...(mode !== null && { 'security.istio.io/tlsMode': mode }),
          },
        },
        spec: { serviceAccountName: 'default', nodeName: 'node1', containers: [{ name: 'c', image: 'x' }] },
        status: { podIP: ip, phase: 'Running', conditions: [{ type: 'Ready', status: 'True' }] },
      };
    }),
  );
}
