import { isFields, type StoredObject } from './object.ts';
import { Refusal } from './status.ts';

export type Requirement = (labels: Record<string, string>) => boolean;

const KEY = '[A-Za-z0-9](?:[-A-Za-z0-9_./]*[A-Za-z0-9])?';
const SET = new RegExp(`^(${KEY})\\s+(in|notin)\\s*\\(([^()]*)\\)$`);
const EQUAL = new RegExp(`^(${KEY})\\s*(==|=|!=)\\s*([-A-Za-z0-9_.]*)$`);
const EXISTS = new RegExp(`^(!?)\\s*(${KEY})$`);

/** Parses the labelSelector of a query; 400 with the real server's words when it cannot. */
export function parseLabelSelector(text: string): Requirement {
  const parts = text.split(/,(?![^()]*\))/).map((part) => part.trim());
  const all = parts.filter((part) => part !== '').map((part) => parseRequirement(part, text));
  return (labels) => all.every((requirement) => requirement(labels));
}

function parseRequirement(part: string, whole: string): Requirement {
  const set = SET.exec(part);
  if (set) {
    const [, key = '', operator, list = ''] = set;
    const values = list.split(',').map((value) => value.trim());
    return (labels) => values.includes(labels[key] ?? '\0') === (operator === 'in');
  }
  const equal = EQUAL.exec(part);
  if (equal) {
    const [, key = '', operator, value] = equal;
    return (labels) => (labels[key] === value) === (operator !== '!=');
  }
  const exists = EXISTS.exec(part);
  if (exists) {
    const [, not, key = ''] = exists;
    return (labels) => Object.hasOwn(labels, key) === (not === '');
  }
  throw new Refusal('BadRequest', `unable to parse requirement: found '${part}', in "${whole}"`);
}

/** Fields that the real server can select by, beside the name and namespace of every kind. */
const FIELDS: Record<string, readonly string[]> = {
  pods: [
    'spec.nodeName',
    'spec.restartPolicy',
    'spec.schedulerName',
    'spec.serviceAccountName',
    'spec.hostNetwork',
    'status.phase',
    'status.podIP',
    'status.nominatedNodeName',
  ],
  events: [
    'involvedObject.kind',
    'involvedObject.namespace',
    'involvedObject.name',
    'involvedObject.uid',
    'involvedObject.apiVersion',
    'involvedObject.resourceVersion',
    'involvedObject.fieldPath',
    'reason',
    'reportingComponent',
    'type',
  ],
  namespaces: ['status.phase'],
  secrets: ['type'],
  services: ['spec.clusterIP', 'spec.type'],
  'jobs.batch': ['status.successful'],
};

/** Parses the fieldSelector of a query; 400 for a field that the real server does not index for this kind. */
export function parseFieldSelector(text: string, id: string): (object: StoredObject) => boolean {
  const parts = text.split(',').filter((part) => part.trim() !== '');
  const all = parts.map((part) => {
    const match = /^\s*([A-Za-z][A-Za-z0-9.]*)\s*(==|=|!=)\s*(.*?)\s*$/.exec(part);
    if (!match) throw new Refusal('BadRequest', `invalid selector: '${text}'; can't understand '${part}'`);
    const [, path = '', operator, value] = match;
    if (!['metadata.name', 'metadata.namespace', ...(FIELDS[id] ?? [])].includes(path)) {
      throw new Refusal(
        'BadRequest',
        `Unable to find "${id}" that match label selector "", field selector "${text}": field label not supported: ${path}`,
      );
    }
    return (object: StoredObject) => (scalarAt(object, path) === value) === (operator !== '!=');
  });
  return (object) => all.every((requirement) => requirement(object));
}

function scalarAt(object: StoredObject, path: string): string {
  let at: unknown = object;
  for (const step of path.split('.')) at = isFields(at) ? at[step] : undefined;
  return typeof at === 'string' || typeof at === 'number' || typeof at === 'boolean' ? String(at) : '';
}

interface Selector {
  matchLabels?: Record<string, string>;
  matchExpressions?: { key?: string; operator?: string; values?: string[] }[];
}

/** Evaluates a LabelSelector object; an empty one selects everything. */
export function selects(selector: Selector | undefined, labels: Record<string, string>): boolean {
  const equal = Object.entries(selector?.matchLabels ?? {}).every(([key, value]) => labels[key] === value);
  return equal && (selector?.matchExpressions ?? []).every((expression) => holds(expression, labels));
}

function holds(
  { key = '', operator, values = [] }: { key?: string; operator?: string; values?: string[] },
  labels: Record<string, string>,
) {
  const value = labels[key];
  switch (operator) {
    case 'In':
      return value !== undefined && values.includes(value);
    case 'NotIn':
      return value === undefined || !values.includes(value);
    case 'Exists':
      return value !== undefined;
    case 'DoesNotExist':
      return value === undefined;
    default:
      return false;
  }
}
