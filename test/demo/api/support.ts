import { readFileSync } from 'node:fs';
import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import { request } from 'node:https';
import type { ApiServer } from '../../../src/demo/api/start.ts';

export interface Reply {
  status: number;
  headers: IncomingHttpHeaders;
  text: string;
  // biome-ignore lint/suspicious/noExplicitAny: answers are checked field by field in the tests
  body: any;
}

export interface Call {
  method?: string;
  body?: unknown;
  headers?: Record<string, string>;
}

/** Sends one request over real TLS with the kubeconfig's CA and token, and leaves the answer open. */
export function open(
  server: ApiServer,
  path: string,
  { method = 'GET', body, headers }: Call = {},
): Promise<IncomingMessage> {
  const config = JSON.parse(readFileSync(server.kubeconfigPath, 'utf8'));
  const ca = Buffer.from(config.clusters[0].cluster['certificate-authority-data'], 'base64');
  const authorization = `Bearer ${config.users[0].user.token}`;
  const text = typeof body === 'string' || body === undefined ? (body ?? '') : JSON.stringify(body);
  // A DELETE with a body needs its length said.
  const length = { 'content-length': Buffer.byteLength(text) };
  return new Promise((resolve, reject) => {
    const options = { ca, method, headers: { authorization, ...length, ...headers }, agent: false };
    const sent = request(server.url + path, options, resolve);
    sent.on('error', reject);
    sent.end(text);
  });
}

/** Sends one request and reads the whole answer. */
export async function call(server: ApiServer, path: string, options: Call = {}): Promise<Reply> {
  const answer = await open(server, path, options);
  let text = '';
  for await (const chunk of answer.setEncoding('utf8')) text += chunk;
  const json = answer.headers['content-type'] === 'application/json';
  return {
    status: answer.statusCode ?? 0,
    headers: answer.headers,
    text,
    body: json && !text.includes('}\n{') ? JSON.parse(text) : null,
  };
}

/** Reads a stream until it contains a text, then lets it go. */
export async function readUntil(answer: IncomingMessage, wanted: string): Promise<string> {
  let text = '';
  for await (const chunk of answer.setEncoding('utf8')) {
    text += chunk;
    if (text.includes(wanted)) break;
  }
  return text;
}

/** A ConfigMap of the namespace default. */
export function configMap(name: string, more: object = {}) {
  return { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name, namespace: 'default' }, ...more };
}

/** A Job as the command line creates it. */
export function job(name: string, spec: object = {}, podSpec: object = {}) {
  const container = { name: 'probe', image: 'node:22', command: ['node', '-e', ''] };
  return {
    apiVersion: 'batch/v1',
    kind: 'Job',
    metadata: { name, namespace: 'default', labels: { app: 'probe' } },
    spec: {
      backoffLimit: 0,
      template: {
        metadata: { labels: { app: 'probe' } },
        spec: { restartPolicy: 'Never', containers: [container], ...podSpec },
      },
      ...spec,
    },
  };
}
