import type { LabelSelector } from '../model/kubernetes.ts';

/** Whether a Kubernetes label selector matches; an absent or empty one matches everything, an unknown operator nothing. */
export function selectorMatches(
  selector: LabelSelector | undefined,
  labels: Record<string, string>,
): boolean {
  const exact = Object.entries(selector?.matchLabels ?? {}).every(([key, value]) => labels[key] === value);
  const expressions = Array.isArray(selector?.matchExpressions) ? selector.matchExpressions : [];
  return (
    exact &&
    expressions.every(({ key = '', operator, values = [] }) => {
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
    })
  );
}
