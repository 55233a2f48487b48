import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { namespaces, type Situation, slicesOf } from './situation.ts';

/** What istiod's generator says of one situation (see main.go). */
export interface Answer {
  id: string;
  error?: string;
  server: Record<string, Record<string, string>>;
  client: Record<string, Record<string, string>>;
  routes: Record<string, Record<string, string>>;
  /** Of ambient situations: pod → container port → what plaintext meets. */
  ambient?: Record<string, Record<string, string>>;
  /** Gateway pod → container port → modes of its filter chains. */
  gateways?: Record<string, Record<string, string>>;
}

export interface Istiod {
  /** `ambient`: what ztunnel is told, not what sidecars are. */
  ask(situation: Situation, ambient?: boolean): Promise<Answer>;
  close(): void;
}

/** Starts the oracle; it answers one JSON line for each situation, in order. */
export function startIstiod(program: string): Istiod {
  const child = spawn(program, [], { stdio: ['pipe', 'pipe', 'inherit'] });
  const waiting: { resolve(answer: Answer): void; reject(error: Error): void }[] = [];
  createInterface({ input: child.stdout }).on('line', (line) => waiting.shift()?.resolve(JSON.parse(line)));
  const fail = (error: Error) => {
    for (const { reject } of waiting.splice(0)) reject(error);
  };
  child.on('error', fail);
  child.on('exit', (code) => fail(new Error(`the oracle ended with ${code}`)));
  return {
    ask: (situation, ambient = false) =>
      new Promise((resolve, reject) => {
        waiting.push({ resolve, reject });
        child.stdin.write(`${JSON.stringify(question(situation, ambient))}\n`);
      }),
    close: () => child.stdin.end(),
  };
}

function question(situation: Situation, ambient: boolean): unknown {
  const { id, mesh, services, pods, peerauthentications, destinationrules, sidecars, virtualservices } =
    situation;
  const sidecarPods = pods.filter((pod) => pod.metadata?.annotations?.['sidecar.istio.io/status']);
  const routers = pods.filter(({ spec }) => spec?.containers?.[0]?.args?.[1] === 'router');
  // The ambient index reads policies from the cluster, not from the store of configurations.
  const inCluster = ambient ? peerauthentications : [];
  return {
    id,
    kubernetes: documents([...namespaces(), ...services, ...pods, ...slicesOf(situation), ...inCluster]),
    config: documents([
      ...peerauthentications,
      ...destinationrules,
      ...sidecars,
      ...virtualservices,
      ...situation.workloadentries,
      ...situation.serviceentries,
      ...(situation.gateways ?? []),
    ]),
    mesh: JSON.stringify(mesh),
    revision: situation.revision ?? 'default',
    ambient,
    pods: [...sidecarPods, ...routers].map(({ metadata, status, spec }) => ({
      Name: metadata?.name,
      Namespace: metadata?.namespace,
      IP: status?.podIP,
      ServiceAccount: 'default',
      Labels: metadata?.labels,
      Router: spec?.containers?.[0]?.args?.[1] === 'router',
      Sidecar: true,
    })),
    clients: sidecarPods.map(({ metadata }) => `${metadata?.namespace}/${metadata?.name}`),
  };
}

/** JSON is YAML. */
function documents(objects: readonly unknown[]): string {
  return objects.map((object) => JSON.stringify(object)).join('\n---\n');
}
