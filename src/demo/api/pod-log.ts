import type { ServerResponse } from 'node:http';
import { type ContainerLog, type LogLine, logKey } from './log-book.ts';
import { fieldAt, isFields, type StoredObject } from './object.ts';
import { isTrue } from './request-info.ts';
import { Refusal } from './status.ts';
import type { Store } from './store.ts';

/** Streams the log of one container; 400 while it cannot have one, with the real kubelet's words. */
export function sendPodLog(
  store: Store,
  pod: StoredObject,
  query: URLSearchParams,
  response: ServerResponse,
): void {
  const container = chooseContainer(pod, query.get('container') ?? '');
  refuseWhileWaiting(pod, container);
  const log = store.logs.get(logKey(pod.metadata.uid, container));
  if (isTrue(query.get('previous'))) {
    throw new Refusal(
      'BadRequest',
      `previous terminated container "${container}" in pod "${pod.metadata.name}" not found`,
    );
  }
  if (log?.unreachable) throw new Refusal('InternalError', unreachable(pod, container));
  response.writeHead(200, { 'content-type': 'text/plain' });
  response.flushHeaders();
  if (!log) {
    // A pod of the situation itself: it never wrote anything, and goes on doing so while someone follows.
    if (!isTrue(query.get('follow'))) response.end();
    return;
  }
  stream(log, query, response);
}

function stream(log: ContainerLog, query: URLSearchParams, response: ServerResponse): void {
  const stamps = isTrue(query.get('timestamps'));
  const limit = Number(query.get('limitBytes') ?? Number.POSITIVE_INFINITY);
  let sent = 0;
  let next = Math.max(firstInFile(log), firstLine(log.lines, query));
  const push = () => {
    for (; next < log.lines.length && sent < limit; next += 1) {
      const line = log.lines[next];
      if (!line) break;
      const bytes = Buffer.from(
        `${stamps ? `${line.at.toISOString()} ` : ''}${line.text}${line.ended ? '\n' : ''}`,
      );
      response.write(bytes.subarray(0, limit - sent));
      sent += bytes.length;
    }
    if (log.closed || sent >= limit || !isTrue(query.get('follow'))) response.end();
  };
  log.listeners.add(push);
  response.on('close', () => log.listeners.delete(push));
  push();
}

/** The kubelet reads the newest file of a log only (kubelet: ReadLogs). */
function firstInFile({ lines, perFile }: ContainerLog): number {
  return perFile === null ? 0 : Math.max(0, Math.floor((lines.length - 1) / perFile) * perFile);
}

function firstLine(lines: LogLine[], query: URLSearchParams): number {
  const tail = query.has('tailLines') ? Math.max(0, lines.length - Number(query.get('tailLines'))) : 0;
  const seconds = query.get('sinceSeconds');
  const since =
    seconds === null ? Date.parse(query.get('sinceTime') ?? '') : Date.now() - Number(seconds) * 1000;
  const recent = Number.isNaN(since) ? 0 : lines.findIndex((line) => line.at.getTime() >= since);
  return Math.max(tail, recent === -1 ? lines.length : recent);
}

function chooseContainer(pod: StoredObject, wanted: string): string {
  const init = names(pod, 'initContainers');
  const main = names(pod, 'containers');
  const { name } = pod.metadata;
  if (wanted !== '') {
    if ([...init, ...main].includes(wanted)) return wanted;
    throw new Refusal('BadRequest', `container ${wanted} is not valid for pod ${name}`);
  }
  const [only] = main;
  if (main.length === 1 && only !== undefined) return only;
  const more = init.length > 0 ? ` or one of the init containers: [${init.join(' ')}]` : '';
  throw new Refusal(
    'BadRequest',
    `a container name must be specified for pod ${name}, choose one of: [${main.join(' ')}]${more}`,
  );
}

function names(pod: StoredObject, list: string): string[] {
  const found = fieldAt(pod, 'spec', list);
  return Array.isArray(found) ? found.filter(isFields).map((container) => String(container.name)) : [];
}

function refuseWhileWaiting(pod: StoredObject, container: string): void {
  if (fieldAt(pod, 'spec', 'nodeName') === undefined) {
    throw new Refusal('BadRequest', `pod ${pod.metadata.name} does not have a host assigned`);
  }
  const statuses = ['containerStatuses', 'initContainerStatuses']
    .flatMap((list) => fieldAt(pod, 'status', list) ?? [])
    .filter(isFields);
  const reason = fieldAt(
    statuses.find((status) => status.name === container),
    'state',
    'waiting',
    'reason',
  );
  if (reason === undefined) return;
  const why = PULLING.has(String(reason)) ? 'trying and failing to pull image' : String(reason);
  throw new Refusal(
    'BadRequest',
    `container "${container}" in pod "${pod.metadata.name}" is waiting to start: ${why}`,
  );
}

/** The words of the API server for a kubelet that does not answer. */
function unreachable(pod: StoredObject, container: string): string {
  const { namespace, name } = pod.metadata;
  const kubelet = `${String(fieldAt(pod, 'status', 'hostIP'))}:10250`;
  return `Get "https://${kubelet}/containerLogs/${namespace}/${name}/${container}?follow=true": dial tcp ${kubelet}: connect: no route to host`;
}

const PULLING = new Set(['ErrImagePull', 'ImagePullBackOff']);
