import type { Service } from '../model/kubernetes.ts';
import { selects } from './client/find-rule.ts';
import { textMap } from './client/untrusted.ts';

/** Whether a Service selects a pod with these labels of its namespace; without a selector it selects none. */
export function serviceSelects({ spec }: Service, labels: Record<string, string>): boolean {
  const selector = textMap(spec?.selector);
  return Object.keys(selector).length > 0 && selects(selector, labels);
}
