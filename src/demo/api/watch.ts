import type { ServerResponse } from 'node:http';
import { inVersion, selection } from './list.ts';
import type { Fields, StoredObject } from './object.ts';
import { isTrue, type RequestInfo } from './request-info.ts';
import { apiVersionOf } from './resource.ts';
import { Refusal, statusOf } from './status.ts';
import type { Store, StoreEvent } from './store.ts';

type Show = (object: StoredObject) => unknown;

/** Streams the events of a watch until the client goes, the time is over or the store is closed. */
export function watchObjects(store: Store, info: RequestInfo, response: ServerResponse, show?: Show): void {
  const { query, resource, version } = info;
  const matches = selection(info);
  const from = query.get('resourceVersion') ?? '';
  if (query.has('sendInitialEvents')) {
    throw new Refusal(
      'Invalid',
      'ListOptions.meta.k8s.io "" is invalid: sendInitialEvents: Forbidden: sendInitialEvents is forbidden for watch unless the WatchList feature gate is enabled',
    );
  }
  response.writeHead(200, { 'content-type': 'application/json' });
  const send = (type: string, object: unknown) => response.write(`${JSON.stringify({ type, object })}\n`);
  const sendObject = (type: string, object: StoredObject) => {
    const shown = inVersion(resource, version, object);
    send(type, show ? show(shown) : shown);
  };
  const relay = (event: StoreEvent) => {
    if (event.resource.id !== resource.id) return;
    const type = typeFor(event, matches);
    if (type !== null) sendObject(type, event.object);
  };

  if (from === '' || from === '0') {
    for (const object of store.list(resource.id).filter(matches)) sendObject('ADDED', object);
  } else {
    const missed = store.since(Number.parseInt(from, 10) || 0);
    if (missed === undefined) {
      send(
        'ERROR',
        statusOf(new Refusal('Expired', `too old resource version: ${from} (${store.version()})`)),
      );
      response.end();
      return;
    }
    for (const event of missed) relay(event);
  }
  const unsubscribe = store.subscribe(relay);
  const seconds = Number(query.get('timeoutSeconds') ?? 0);
  const end = () => {
    if (isTrue(query.get('allowWatchBookmarks'))) send('BOOKMARK', bookmark(info, store));
    response.end();
  };
  const timer = seconds > 0 ? setTimeout(end, seconds * 1000) : undefined;
  response.on('close', () => {
    unsubscribe();
    clearTimeout(timer);
  });
  response.flushHeaders();
}

function bookmark({ resource, version }: RequestInfo, store: Store): Fields {
  const metadata = { resourceVersion: String(store.version()), creationTimestamp: null };
  return { kind: resource.kind, apiVersion: apiVersionOf(resource, version), metadata };
}

/** An object that leaves the selection is deleted for the watcher, one that comes into it is added. */
function typeFor(event: StoreEvent, matches: (object: StoredObject) => boolean): StoreEvent['type'] | null {
  const now = matches(event.object);
  if (event.type !== 'MODIFIED') return now ? event.type : null;
  const before = event.before !== undefined && matches(event.before);
  if (now) return before ? 'MODIFIED' : 'ADDED';
  return before ? 'DELETED' : null;
}
