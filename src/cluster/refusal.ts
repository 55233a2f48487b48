import type { ADMISSION_FAILURES } from '../model/failures/admission.ts';

type AdmissionCode = keyof typeof ADMISSION_FAILURES;

/** What admission plugins of the API server write (k8s.io/kubernetes plugin/pkg/admission; apiserver/pkg/admission/plugin/webhook). */
const WORDS: readonly [RegExp, AdmissionCode][] = [
  [/exceeded quota:|failed quota:/, 'QUOTA'],
  [/violates PodSecurity /, 'POD_SECURITY'],
  [/(minimum|maximum) \S+ usage per (Container|Pod)|\S+ max limit to request ratio per /, 'LIMIT_RANGE'],
  [/failed calling webhook /, 'WEBHOOK_UNAVAILABLE'],
  [/because it is being terminated/, 'NAMESPACE_TERMINATING'],
  [/admission webhook .* denied the request|ValidatingAdmissionPolicy .* denied request/, 'ADMISSION'],
];

/** Which part of admission refused an object, by the words of the message; null when none of them did. */
export function admissionCode(message: string): AdmissionCode | null {
  return WORDS.find(([words]) => words.test(message))?.[1] ?? null;
}
