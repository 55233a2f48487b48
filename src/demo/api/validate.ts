import { cause } from './cause.ts';
import { type Fields, fieldAt, isFields } from './object.ts';
import type { Resource } from './resource.ts';
import { invalid, type StatusCause } from './status.ts';
import { podSpecCauses } from './validate-pod.ts';

const DNS_SUBDOMAIN = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;
const LABEL_NAME = /^([a-z0-9]([-a-z0-9.]*[a-z0-9])?\/)?[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?$/;
const LABEL_VALUE = /^([A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?)?$/;
const SUBDOMAIN_RULE =
  "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character";

/** Refuses (422) an object that the real server would find invalid; knows the rules for what this program creates. */
export function validate(resource: Resource, object: Fields): void {
  const metadata = isFields(object.metadata) ? object.metadata : {};
  const causes = metadataCauses(metadata, 'metadata');
  if (resource.id === 'jobs.batch') causes.push(...jobCauses(object));
  if (resource.id === 'pods') causes.push(...podSpecCauses(object.spec, 'spec'));
  if (resource.id === 'configmaps') causes.push(...configMapCauses(object));
  if (causes.length > 0) throw invalid(resource, String(metadata.name ?? ''), causes);
}

function metadataCauses(metadata: Fields, path: string): StatusCause[] {
  const causes: StatusCause[] = [];
  const { name, labels } = metadata;
  if (path === 'metadata') {
    if (typeof name !== 'string' || name === '') {
      causes.push(
        cause('metadata.name', 'FieldValueRequired', 'Required value: name or generateName is required'),
      );
    } else if (name.length > 253 || !DNS_SUBDOMAIN.test(name)) {
      causes.push(cause('metadata.name', 'FieldValueInvalid', `Invalid value: "${name}": ${SUBDOMAIN_RULE}`));
    }
  }
  for (const [key, value] of Object.entries(isFields(labels) ? labels : {})) {
    if (!LABEL_NAME.test(key)) {
      causes.push(
        cause(
          `${path}.labels`,
          'FieldValueInvalid',
          `Invalid value: "${key}": name part must consist of alphanumeric characters, '-', '_' or '.'`,
        ),
      );
    }
    if (!LABEL_VALUE.test(String(value))) {
      causes.push(
        cause(
          `${path}.labels`,
          'FieldValueInvalid',
          `Invalid value: "${String(value)}": a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character`,
        ),
      );
    }
  }
  return causes;
}

function jobCauses(object: Fields): StatusCause[] {
  const causes: StatusCause[] = [];
  const spec = isFields(object.spec) ? object.spec : {};
  for (const field of [
    'parallelism',
    'completions',
    'backoffLimit',
    'backoffLimitPerIndex',
    'activeDeadlineSeconds',
    'ttlSecondsAfterFinished',
  ]) {
    const value = spec[field];
    if (typeof value === 'number' && value < 0) {
      causes.push(
        cause(
          `spec.${field}`,
          'FieldValueInvalid',
          `Invalid value: ${value}: must be greater than or equal to 0`,
        ),
      );
    }
  }
  const mode = spec.completionMode ?? 'NonIndexed';
  if (mode !== 'NonIndexed' && mode !== 'Indexed') {
    causes.push(
      cause(
        'spec.completionMode',
        'FieldValueNotSupported',
        `Unsupported value: "${String(mode)}": supported values: "Indexed", "NonIndexed"`,
      ),
    );
  }
  if (mode === 'Indexed' && spec.completions === undefined) {
    causes.push(
      cause('spec.completions', 'FieldValueRequired', 'Required value: when completion mode is Indexed'),
    );
  }
  if (mode !== 'Indexed' && spec.backoffLimitPerIndex !== undefined) {
    const detail = `Invalid value: ${String(spec.backoffLimitPerIndex)}: requires indexed completion mode`;
    causes.push(cause('spec.backoffLimitPerIndex', 'FieldValueInvalid', detail));
  }
  const name = String(fieldAt(object, 'metadata', 'name') ?? '');
  // The pod's hostname and the job-name label are made from the name: the real server allows 63 characters.
  if (name.length > 63) {
    causes.push(
      cause(
        'spec.template.labels',
        'FieldValueInvalid',
        `Invalid value: "${name}": must be no more than 63 characters`,
      ),
    );
  }
  const template = fieldAt(spec, 'template', 'spec');
  const policy = fieldAt(template, 'restartPolicy');
  if (policy !== 'Never' && policy !== 'OnFailure') {
    causes.push(
      cause(
        'spec.template.spec.restartPolicy',
        policy === undefined ? 'FieldValueRequired' : 'FieldValueNotSupported',
        policy === undefined
          ? 'Required value: valid values: "OnFailure", "Never"'
          : `Unsupported value: "${String(policy)}": supported values: "OnFailure", "Never"`,
      ),
    );
  }
  const metadata = fieldAt(spec, 'template', 'metadata');
  if (isFields(metadata)) causes.push(...metadataCauses(metadata, 'spec.template.metadata'));
  causes.push(...podSpecCauses(template, 'spec.template.spec'));
  return causes;
}

/** The real server's limit for the data of a ConfigMap, in bytes. */
const MAX_CONFIG_MAP = 1024 * 1024;

function configMapCauses(object: Fields): StatusCause[] {
  const causes: StatusCause[] = [];
  let size = 0;
  for (const field of ['data', 'binaryData']) {
    for (const [key, value] of Object.entries(isFields(object[field]) ? object[field] : {})) {
      const text = String(value);
      size += field === 'data' ? Buffer.byteLength(text) : Buffer.from(text, 'base64').length;
      if (!/^[-._a-zA-Z0-9]{1,253}$/.test(key) || key === '.' || key.startsWith('..')) {
        causes.push(
          cause(
            `${field}[${key}]`,
            'FieldValueInvalid',
            `Invalid value: "${key}": a valid config key must consist of alphanumeric characters, '-', '_' or '.'`,
          ),
        );
      }
      if (field === 'binaryData' && fieldAt(object, 'data', key) !== undefined) {
        causes.push(
          cause(
            `data[${key}]`,
            'FieldValueInvalid',
            `Invalid value: "${key}": duplicate of key present in binaryData`,
          ),
        );
      }
    }
  }
  if (size > MAX_CONFIG_MAP) {
    causes.push(cause('', 'FieldValueTooLong', `Too long: may not be more than ${MAX_CONFIG_MAP} bytes`));
  }
  return causes;
}
