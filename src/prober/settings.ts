import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { type ProbePlan, ROLES, type Role } from '../model/plan.ts';

export interface Settings {
  role: Role;
  plan: ProbePlan;
  /** Folder with cert-chain.pem, key.pem and root-cert.pem. */
  certificates: string;
  podIp: string;
  /** Base URL of the own proxy's admin interface. */
  admin: string;
  /** URL that answers 200 once the own proxy is ready. */
  ready: string;
}

/** Reads the role from the environment and the plan of its shard from the file beside the script. */
export async function readSettings(environment: NodeJS.ProcessEnv): Promise<Settings> {
  const role = ROLES.find((name) => name === environment.MTLS_PROBE_ROLE);
  if (!role) throw new Error(`MTLS_PROBE_ROLE must be one of ${ROLES.join(', ')}`);
  // Kubernetes numbers the pods of an Indexed Job; each has its own part of the plan.
  const shard = Number(environment.JOB_COMPLETION_INDEX ?? 0);
  const file = fileURLToPath(new URL(`plan-${shard}.json`, import.meta.url));
  const plan = JSON.parse(await readFile(file, 'utf8')) as ProbePlan;
  // Where there is no capture, each pod is led to its own proxy.
  const redirect = environment.MTLS_PROBE_CONNECT_TO;
  return {
    role,
    plan: { ...plan, ...(redirect && { connectTo: { ...plan.connectTo, ...JSON.parse(redirect) } }) },
    certificates: environment.MTLS_PROBE_CERTS ?? '/var/run/mtls-verify/certs',
    podIp: environment.POD_IP || '127.0.0.1',
    admin: environment.MTLS_PROBE_ADMIN ?? 'http://127.0.0.1:15000',
    ready: environment.MTLS_PROBE_READY ?? 'http://127.0.0.1:15021/healthz/ready',
  };
}
