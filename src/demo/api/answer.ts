import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AccessRule } from './access.ts';
import { parseJson, parseObject, readBody } from './body.ts';
import { createObject } from './create.ts';
import { deleteObject } from './delete.ts';
import { type Continuations, inVersion, listObjects, selection } from './list.ts';
import type { Fields, StoredObject } from './object.ts';
import { sendPodLog } from './pod-log.ts';
import { methodNotAllowed, type RequestInfo, type Verb } from './request-info.ts';
import { answerReview } from './review.ts';
import { deleted, noResource } from './status.ts';
import type { Store } from './store.ts';
import { tableOf } from './table.ts';
import { current, patchObject, updateObject } from './update.ts';
import { watchObjects } from './watch.ts';

export interface Exchange {
  store: Store;
  info: RequestInfo;
  request: IncomingMessage;
  response: ServerResponse;
  forbid: readonly AccessRule[];
  continuations: Continuations;
}

type Answer = { status: number; body: unknown } | 'streamed';

/** Answers an authorized request to a kind. */
export async function answer(exchange: Exchange): Promise<Answer> {
  const { resource, subresource, verb } = exchange.info;
  if (resource.review) {
    if (verb !== 'create') throw methodNotAllowed();
    const body = parseObject(await readBody(exchange.request));
    return { status: 201, body: answerReview(resource, body, exchange.forbid) };
  }
  if (subresource !== '') return subresourceAnswer(exchange);
  return ANSWERS[verb](exchange);
}

const ANSWERS = {
  get({ store, info, request }) {
    const object = show(info, current(store, info));
    return { status: 200, body: wantsTable(request) ? tableOf(info.resource, [object], {}) : object };
  },
  list({ store, info, request, continuations }) {
    const list = listObjects(store, info, continuations);
    const items = list.items as StoredObject[];
    return {
      status: 200,
      body: wantsTable(request) ? tableOf(info.resource, items, list.metadata as Fields) : list,
    };
  },
  watch({ store, info, request, response }) {
    const table = (object: StoredObject) => tableOf(info.resource, [object], {});
    watchObjects(store, info, response, wantsTable(request) ? table : undefined);
    return 'streamed';
  },
  async create({ store, info, request }) {
    const body = parseObject(await readBody(request));
    if (info.resource.namespaced && info.namespace === undefined) throw methodNotAllowed();
    const { resource, version, namespace } = info;
    const object = createObject(store, { resource, version, namespace, dryRun: isDryRun(info) }, body);
    return { status: 201, body: show(info, object) };
  },
  async update({ store, info, request }) {
    const body = parseObject(await readBody(request));
    return { status: 200, body: show(info, updateObject(store, info, body, isDryRun(info))) };
  },
  async patch({ store, info, request }) {
    const type = String(request.headers['content-type'] ?? '').split(';')[0] ?? '';
    const patch = parseJson(await readBody(request));
    return { status: 200, body: show(info, patchObject(store, info, type, patch, isDryRun(info))) };
  },
  async delete({ store, info, request }) {
    const options = parseObject(await readBody(request));
    const object = current(store, info);
    const left = deleteObject(store, info.resource, object, options, info.query);
    const gone = store.find(info.resource.id, info.namespace, info.name) === undefined;
    const { name, uid } = object.metadata;
    return { status: 200, body: gone ? deleted(info.resource, name, uid) : show(info, left) };
  },
  async deletecollection({ store, info, request, continuations }) {
    const options = parseObject(await readBody(request));
    const list = listObjects(store, info, continuations);
    for (const object of store.list(info.resource.id).filter(selection(info))) {
      deleteObject(store, info.resource, object, options, info.query);
    }
    return { status: 200, body: list };
  },
} satisfies Record<Verb, (exchange: Exchange) => Answer | Promise<Answer>>;

function subresourceAnswer(exchange: Exchange): Answer | Promise<Answer> {
  const { info, store, response } = exchange;
  if (info.subresource === 'log' && info.resource.id === 'pods') {
    if (info.verb !== 'get') throw methodNotAllowed();
    sendPodLog(store, current(store, info), info.query, response);
    return 'streamed';
  }
  if (
    info.subresource === 'status' &&
    (info.verb === 'get' || info.verb === 'patch' || info.verb === 'update')
  ) {
    return ANSWERS[info.verb](exchange);
  }
  throw noResource();
}

function isDryRun({ query }: RequestInfo): boolean {
  return query.getAll('dryRun').includes('All');
}

function show(info: RequestInfo, object: StoredObject): StoredObject {
  return inVersion(info.resource, info.version, object);
}

/** kubectl asks for rows to print before it asks for plain objects. */
function wantsTable(request: IncomingMessage): boolean {
  return /^application\/json;as=Table;v=v1;/.test(request.headers.accept ?? '');
}
