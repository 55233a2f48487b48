import { cause } from './cause.ts';
import { type Fields, isFields } from './object.ts';
import type { StatusCause } from './status.ts';

const DNS_LABEL = /^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/;

/** What the real server finds invalid in the spec of a pod or pod template. */
export function podSpecCauses(spec: unknown, path: string): StatusCause[] {
  const causes: StatusCause[] = [];
  const fields = isFields(spec) ? spec : {};
  const volumes = named(fields.volumes);
  causes.push(...duplicates(volumes, `${path}.volumes`));
  for (const [index, volume] of volumes.entries()) {
    const kinds = Object.keys(volume).filter((key) => key !== 'name');
    if (kinds.length === 0)
      causes.push(
        cause(
          `${path}.volumes[${index}]`,
          'FieldValueRequired',
          'Required value: must specify a volume type',
        ),
      );
    if (kinds.length > 1)
      causes.push(
        cause(
          `${path}.volumes[${index}]`,
          'FieldValueInvalid',
          'Forbidden: may not specify more than 1 volume type',
        ),
      );
  }
  const containers = named(fields.containers);
  if (containers.length === 0)
    causes.push(cause(`${path}.containers`, 'FieldValueRequired', 'Required value'));
  const volumeNames = new Set(volumes.map((volume) => volume.name));
  const all = [...named(fields.initContainers), ...containers];
  causes.push(...duplicates(all, `${path}.containers`));
  for (const list of ['initContainers', 'containers']) {
    for (const [index, container] of named(fields[list]).entries()) {
      causes.push(
        ...containerCauses(container, `${path}.${list}[${index}]`, volumeNames, list === 'initContainers'),
      );
    }
  }
  return causes;
}

function containerCauses(
  container: Fields,
  path: string,
  volumes: Set<unknown>,
  init: boolean,
): StatusCause[] {
  const causes: StatusCause[] = [];
  const { name, image, restartPolicy } = container;
  if (typeof name !== 'string' || name === '')
    causes.push(cause(`${path}.name`, 'FieldValueRequired', 'Required value'));
  else if (!DNS_LABEL.test(name))
    causes.push(
      cause(
        `${path}.name`,
        'FieldValueInvalid',
        `Invalid value: "${name}": a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-'`,
      ),
    );
  if (typeof image !== 'string' || image === '')
    causes.push(cause(`${path}.image`, 'FieldValueRequired', 'Required value'));
  if (restartPolicy !== undefined && !init)
    causes.push(
      cause(
        `${path}.restartPolicy`,
        'FieldValueInvalid',
        'Forbidden: may not be set for non-init containers',
      ),
    );
  for (const [index, entry] of named(container.env).entries()) {
    if (typeof entry.name !== 'string' || entry.name === '')
      causes.push(cause(`${path}.env[${index}].name`, 'FieldValueRequired', 'Required value'));
    if (entry.value !== undefined && entry.value !== '' && entry.valueFrom !== undefined) {
      causes.push(
        cause(
          `${path}.env[${index}].valueFrom`,
          'FieldValueInvalid',
          'Invalid value: "": may not be specified when `value` is not empty',
        ),
      );
    }
  }
  const paths = new Set<unknown>();
  for (const [index, mount] of named(container.volumeMounts).entries()) {
    const at = `${path}.volumeMounts[${index}]`;
    if (!volumes.has(mount.name))
      causes.push(cause(`${at}.name`, 'FieldValueNotFound', `Not found: "${String(mount.name)}"`));
    if (typeof mount.mountPath !== 'string' || mount.mountPath === '')
      causes.push(cause(`${at}.mountPath`, 'FieldValueRequired', 'Required value'));
    else if (paths.has(mount.mountPath))
      causes.push(
        cause(`${at}.mountPath`, 'FieldValueInvalid', `Invalid value: "${mount.mountPath}": must be unique`),
      );
    paths.add(mount.mountPath);
  }
  return [...causes, ...resourceCauses(container.resources, path)];
}

function resourceCauses(resources: unknown, path: string): StatusCause[] {
  const { limits, requests } = isFields(resources) ? resources : { limits: undefined, requests: undefined };
  if (!isFields(limits) || !isFields(requests)) return [];
  return Object.entries(requests).flatMap(([name, request]) => {
    const limit = limits[name];
    if (limit === undefined || quantity(request) <= quantity(limit)) return [];
    return [
      cause(
        `${path}.resources.requests`,
        'FieldValueInvalid',
        `Invalid value: "${String(request)}": must be less than or equal to ${name} limit of ${String(limit)}`,
      ),
    ];
  });
}

const SUFFIXES: Record<string, number> = {
  n: 1e-9,
  u: 1e-6,
  m: 1e-3,
  k: 1e3,
  M: 1e6,
  G: 1e9,
  T: 1e12,
  P: 1e15,
  E: 1e18,
  Ki: 2 ** 10,
  Mi: 2 ** 20,
  Gi: 2 ** 30,
  Ti: 2 ** 40,
  Pi: 2 ** 50,
  Ei: 2 ** 60,
};

function quantity(value: unknown): number {
  const match = /^([+-]?[0-9.]+)([A-Za-z]*)$/.exec(String(value));
  return match ? Number(match[1]) * (SUFFIXES[match[2] ?? ''] ?? 1) : Number(value);
}

function named(list: unknown): Fields[] {
  return Array.isArray(list) ? list.filter(isFields) : [];
}

function duplicates(list: Fields[], path: string): StatusCause[] {
  const names = list.map((item) => item.name);
  return names.flatMap((name, index) =>
    names.indexOf(name) === index
      ? []
      : [cause(`${path}[${index}].name`, 'FieldValueDuplicate', `Duplicate value: "${String(name)}"`)],
  );
}
