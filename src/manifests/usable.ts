import { isRecord } from '../util/record.ts';

/** Whether an object can be reasoned from: names and labels are texts, spec and status are objects. Others are for the policy index to report. */
export function isUsable(object: unknown): boolean {
  if (!isRecord(object)) return false;
  const { metadata, spec, status } = object;
  if (!isRecord(metadata)) return false;
  const { name, namespace, labels, annotations } = metadata;
  return (
    [name, namespace].every((text) => text === undefined || typeof text === 'string') &&
    [labels, annotations].every(isTextMap) &&
    [spec, status].every((part) => part === undefined || isRecord(part)) &&
    (!isRecord(status) || status['podIP'] === undefined || typeof status['podIP'] === 'string')
  );
}

function isTextMap(value: unknown): boolean {
  return (
    value === undefined || (isRecord(value) && Object.values(value).every((text) => typeof text === 'string'))
  );
}
