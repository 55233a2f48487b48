import { readYaml } from '../read-yaml.ts';
import {
  APPS,
  CLUSTER_TLS,
  FAULTS,
  MODES,
  PROBES,
  SENDS,
  SIDECARS,
  TLS_VERSIONS,
  type Wire,
  type WireClient,
  ZTUNNELS,
} from './wire.ts';

type Check = (value: unknown, path: string) => void;

const CLASSES = ['HTTP', 'TCP', 'AUTO', 'UNDECLARED'] as const;

const oneOf =
  (values: readonly string[]): Check =>
  (value, path) => {
    if (!values.includes(value as string)) throw new Error(`${path} must be one of ${values.join(', ')}`);
  };
const matching =
  (pattern: RegExp): Check =>
  (value, path) => {
    if (typeof value !== 'string' || !pattern.test(value))
      throw new Error(`${path} must look like ${pattern}`);
  };

const truth: Check = (value, path) => {
  if (typeof value !== 'boolean') throw new Error(`${path} must be true or false`);
};

const CLIENT = fields(
  {
    class: oneOf(CLASSES.slice(0, 3)),
    overflow: truth,
    cluster: fields({ tls: oneOf(CLUSTER_TLS), rule: matching(/^[a-z0-9-]+\/[a-z0-9.-]+$/) }, ['tls']),
    to: each(oneOf(SENDS)),
  },
  ['class', 'to'],
);

const positive: Check = (value, path) => {
  if (!Number.isSafeInteger(value) || Number(value) < 1) throw new Error(`${path} must be a number from 1`);
};

const checkWire = fields(
  {
    trustDomain: matching(/^[a-z0-9.-]+$/),
    minTls: oneOf(TLS_VERSIONS),
    maxTls: oneOf(TLS_VERSIONS),
    probes: oneOf(PROBES),
    leaves: list(matching(/^[a-z0-9-]+\/[a-z0-9.-]+$/)),
    endpoints: each(
      fields(
        {
          sidecar: oneOf(SIDECARS),
          ztunnel: oneOf(ZTUNNELS),
          class: oneOf(CLASSES),
          app: oneOf(APPS),
          account: matching(/^[a-z0-9-]+\/[a-z0-9.-]+$/),
          fault: oneOf(FAULTS),
          first: fields({ sidecar: oneOf(MODES), plaintext: positive, flaps: truth }, [
            'sidecar',
            'plaintext',
          ]),
          opensWith: matching(/^.+:\d{1,5}$/),
        },
        ['sidecar', 'app'],
      ),
    ),
    clients: each(CLIENT),
    sources: each(each(CLIENT)),
  },
  ['endpoints'],
);

/** Reads `wire.yaml`; a field that is unknown, missing or of a wrong value is an error that names its path. */
export function readWire(text: string): Wire {
  const [value] = readYaml(text, 'wire.yaml');
  checkWire(value, 'wire');
  const wire = value as Wire;
  for (const [name, endpoint] of Object.entries(wire.endpoints)) {
    const { sidecar, ztunnel, first, opensWith: other } = endpoint;
    if (ztunnel !== undefined && sidecar !== 'none')
      throw new Error(`wire.endpoints.${name} has both a sidecar and ztunnel`);
    if (first && sidecar === 'none') throw new Error(`wire.endpoints.${name}.first needs a sidecar`);
    if (other !== undefined && !Object.hasOwn(wire.endpoints, other))
      throw new Error(`wire.endpoints.${name}.opensWith names no endpoint: ${other}`);
  }
  checkEndpoints(wire, wire.clients ?? {}, 'wire.clients');
  for (const [place, clients] of Object.entries(wire.sources ?? {}))
    checkEndpoints(wire, clients, `wire.sources.${place}`);
  return wire;
}

function checkEndpoints({ endpoints }: Wire, clients: Record<string, WireClient>, path: string): void {
  for (const [name, { to }] of Object.entries(clients)) {
    const unknown = Object.keys(to).find((endpoint) => !Object.hasOwn(endpoints, endpoint));
    if (unknown !== undefined) throw new Error(`${path}.${name}.to names no endpoint: ${unknown}`);
  }
}

function list(check: Check): Check {
  return (value, path) => {
    if (!Array.isArray(value)) throw new Error(`${path} must be a list`);
    for (const [index, item] of value.entries()) check(item, `${path}.${index}`);
  };
}

function fields(known: Record<string, Check>, required: readonly string[]): Check {
  return (value, path) => {
    const object = asObject(value, path);
    for (const name of required) {
      if (!Object.hasOwn(object, name)) throw new Error(`${path}.${name} is missing`);
    }
    for (const [name, field] of Object.entries(object)) {
      const check = Object.hasOwn(known, name) ? known[name] : undefined;
      if (!check) throw new Error(`${path}.${name} is not known`);
      check(field, `${path}.${name}`);
    }
  };
}

function each(check: Check): Check {
  return (value, path) => {
    for (const [key, item] of Object.entries(asObject(value, path))) {
      check(item, `${path}.${key}`);
    }
  };
}

function asObject(value: unknown, path: string): Record<string, unknown> {
  if (typeof value === 'object' && value !== null && !Array.isArray(value))
    return value as Record<string, unknown>;
  throw new Error(`${path} must be an object`);
}
