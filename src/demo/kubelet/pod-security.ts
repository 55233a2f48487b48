import type { ContainerSpec, PodSpec, SecurityContext } from './workload.ts';

/** What a pod does that its Pod Security level does not allow, in the words of the real admission plugin. */
export function podSecurityViolations(spec: PodSpec, level: 'restricted' | 'baseline'): string[] {
  const all = [...(spec.initContainers ?? []), ...spec.containers];
  const own = (container: ContainerSpec): SecurityContext => container.securityContext ?? {};
  const violations: string[] = [];
  const check = (title: string, bad: ContainerSpec[], advice: (names: string) => string) => {
    if (bad.length === 0) return;
    const names = bad.map((container) => `"${container.name}"`).join(', ');
    violations.push(`${title} (container${bad.length > 1 ? 's' : ''} ${advice(names)})`);
  };

  if (spec.hostNetwork || spec.hostPID || spec.hostIPC) violations.push('host namespaces (hostNetwork=true)');
  check(
    'privileged',
    all.filter((one) => own(one).privileged === true),
    (names) => `${names} must not set securityContext.privileged=true`,
  );
  check(
    'non-default capabilities',
    all.filter((one) => own(one).capabilities?.add?.some((name) => !DEFAULT_CAPABILITIES.has(name))),
    (names) => `${names} must not include "NET_ADMIN", "NET_RAW" in securityContext.capabilities.add`,
  );
  if (level === 'baseline') return violations;

  check(
    'allowPrivilegeEscalation != false',
    all.filter((one) => own(one).allowPrivilegeEscalation !== false),
    (names) => `${names} must set securityContext.allowPrivilegeEscalation=false`,
  );
  check(
    'unrestricted capabilities',
    all.filter((one) => !own(one).capabilities?.drop?.includes('ALL')),
    (names) => `${names} must set securityContext.capabilities.drop=["ALL"]`,
  );
  check(
    'runAsNonRoot != true',
    all.filter((one) => (own(one).runAsNonRoot ?? spec.securityContext?.runAsNonRoot) !== true),
    (names) => `${names} must set securityContext.runAsNonRoot=true`,
  );
  check(
    'runAsUser=0',
    all.filter((one) => own(one).runAsUser === 0),
    (names) => `${names} must not set runAsUser=0`,
  );
  check(
    'seccompProfile',
    all.filter(
      (one) =>
        !SECCOMP.has(own(one).seccompProfile?.type ?? spec.securityContext?.seccompProfile?.type ?? ''),
    ),
    (names) => `${names} must set securityContext.seccompProfile.type to "RuntimeDefault" or "Localhost"`,
  );
  return violations;
}

const SECCOMP = new Set(['RuntimeDefault', 'Localhost']);

const DEFAULT_CAPABILITIES = new Set([
  ...['AUDIT_WRITE', 'CHOWN', 'DAC_OVERRIDE', 'FOWNER', 'FSETID', 'KILL', 'MKNOD', 'NET_BIND_SERVICE'],
  ...['SETFCAP', 'SETGID', 'SETPCAP', 'SETUID', 'SYS_CHROOT'],
]);
