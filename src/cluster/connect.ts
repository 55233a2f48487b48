import { existsSync } from 'node:fs';
import http from 'node:http';
import https from 'node:https';
import { KubeConfig } from '@kubernetes/client-node';
import { VerifyError } from '../model/errors.ts';
import { createClient, type KubeClient } from './client.ts';

export interface ConnectOptions {
  /** Path of a kubeconfig file; default: `KUBECONFIG`, then ~/.kube/config, then the pod's service account. */
  kubeconfig?: string | undefined;
  context?: string | undefined;
  /** Longest time for one request that is not a stream, in milliseconds. */
  requestTimeout: number;
}

/** Opens a client on the cluster that kubectl would use; the library finds and refreshes the credentials. */
export function connect(options: ConnectOptions): KubeClient {
  const config = loadConfig(options);
  const cluster = config.getCurrentCluster();
  if (!cluster) {
    throw new VerifyError(
      'KUBECONFIG',
      `the kubeconfig's context "${config.getCurrentContext()}" names no cluster`,
      'choose one with --context or kubectl config use-context',
    );
  }
  let agent: https.Agent | http.Agent | undefined;
  return createClient({
    server: cluster.server,
    requestTimeout: options.requestTimeout,
    async credentials() {
      const found: https.RequestOptions = {};
      try {
        await config.applyToHTTPSOptions(found);
      } catch (error) {
        throw new VerifyError(
          'KUBECONFIG',
          `the kubeconfig's credentials cannot be used: ${messageOf(error)}`,
          'try kubectl get namespaces with the same kubeconfig',
          error,
        );
      }
      agent ??= keepAlive(found.agent);
      return {
        headers: { ...(Array.isArray(found.headers) ? {} : found.headers) },
        auth: found.auth ?? null,
        agent,
      };
    },
  });
}

function loadConfig({ kubeconfig, context }: ConnectOptions): KubeConfig {
  const config = new KubeConfig();
  if (kubeconfig !== undefined && !existsSync(kubeconfig)) {
    throw new VerifyError(
      'KUBECONFIG',
      `no kubeconfig at ${kubeconfig}`,
      'name an existing file with --kubeconfig',
    );
  }
  try {
    if (kubeconfig === undefined) config.loadFromDefault();
    else config.loadFromFile(kubeconfig);
  } catch (error) {
    throw new VerifyError(
      'KUBECONFIG',
      `the kubeconfig cannot be read: ${messageOf(error)}`,
      'set KUBECONFIG or --kubeconfig to a valid file',
      error,
    );
  }
  if (context !== undefined) {
    const names = config.getContexts().map((known) => known.name);
    if (!names.includes(context)) {
      throw new VerifyError(
        'KUBECONFIG',
        `the kubeconfig has no context "${context}"`,
        names.length ? `it has: ${names.toSorted().join(', ')}` : 'it has no context at all',
      );
    }
    config.setCurrentContext(context);
  }
  return config;
}

/** The library makes a new agent for every request (its issue 2893): one shared agent that keeps connections instead. */
function keepAlive(agent: https.RequestOptions['agent']): https.Agent | http.Agent {
  if (agent instanceof https.Agent && agent.constructor === https.Agent) {
    return new https.Agent({ ...agent.options, keepAlive: true, maxSockets: 16 });
  }
  if (agent instanceof http.Agent) return agent;
  return new https.Agent({ keepAlive: true, maxSockets: 16 });
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
