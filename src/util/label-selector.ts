import { isRecord } from './record.ts';

/** Whether a Kubernetes label selector matches; an absent or empty one matches everything, an unknown operator nothing. */
export function selectorMatches(selector: unknown, labels: Readonly<Record<string, string>>): boolean {
  const { matchLabels, matchExpressions } = isRecord(selector) ? selector : {};
  const exact = Object.entries(isRecord(matchLabels) ? matchLabels : {});
  const expressions = Array.isArray(matchExpressions) ? matchExpressions : [];
  return (
    exact.every(([key, value]) => labels[key] === value) &&
    expressions.every((expression: unknown) => isRecord(expression) && holds(expression, labels))
  );
}

function holds(
  { key, operator, values }: Record<string, unknown>,
  labels: Readonly<Record<string, string>>,
): boolean {
  const value = typeof key === 'string' && Object.hasOwn(labels, key) ? labels[key] : undefined;
  const listed = Array.isArray(values) && values.includes(value);
  switch (operator) {
    case 'In':
      return value !== undefined && listed;
    case 'NotIn':
      return value === undefined || !listed;
    case 'Exists':
      return value !== undefined;
    case 'DoesNotExist':
      return value === undefined;
    default:
      return false;
  }
}

/** Whether Kubernetes takes a selector: keys and operators are known, and In and NotIn have values. */
export function isLabelSelector(selector: unknown): boolean {
  const { matchExpressions = [] } = isRecord(selector) ? selector : {};
  return Array.isArray(matchExpressions) && matchExpressions.every(isExpression);
}

function isExpression(expression: unknown): boolean {
  if (!isRecord(expression)) return false;
  const { key, operator, values = [] } = expression;
  if (typeof key !== 'string' || key === '' || !Array.isArray(values)) return false;
  if (operator === 'In' || operator === 'NotIn') return values.length > 0;
  return (operator === 'Exists' || operator === 'DoesNotExist') && values.length === 0;
}
