import type { StatusReport } from '../predict/status/report.ts';
import { paint } from '../util/colour.ts';
import { count, printable } from '../util/text.ts';
import { named } from './finding-lines.ts';
import { plainColumns } from './plain-columns.ts';

/** What Kiali shows and what is in force, for people: control planes, namespaces, workloads, then Kiali's checks. */
export function statusTable({ mesh, namespaces, workloads, checks }: StatusReport, colour: boolean): string {
  const planes = plainColumns([
    ['MESH', 'AUTO MTLS', 'KIALI SHOWS', 'IN FORCE', 'DECIDED BY'],
    ...mesh.map(({ revision, autoMtls, kiali, effective, decidedBy }) => [
      revision,
      autoMtls ? 'on' : 'off',
      kiali.label,
      effective,
      named(decidedBy),
    ]),
  ]);
  const places = plainColumns([
    ['NAMESPACE', 'KIALI SHOWS', 'IN FORCE', 'DECIDED BY'],
    ...namespaces.map(({ namespace, kiali, effective, decidedBy }) => [
      namespace,
      kiali.label,
      effective ?? '-',
      effective === null ? '-' : named(decidedBy),
    ]),
  ]);
  const pods = plainColumns([
    ['NAMESPACE', 'WORKLOAD', 'PODS', 'DATA PLANE', 'IN FORCE', 'OTHER PORTS'],
    ...workloads.map(({ namespace, workload, pods, dataPlane, effective, ports }) => [
      namespace,
      workload,
      String(pods),
      dataPlane,
      effective,
      ports.map(({ port, mode }) => `${port} ${mode}`).join(', ') || '-',
    ]),
  ]);
  const complaints = checks.map(({ severity, code, object, path, title }) =>
    paint(
      severity === 'error' ? 'red' : 'yellow',
      `${severity} ${code}: ${named(object)} ${printable(path, 200)}: ${title}`,
      colour,
    ),
  );
  const parts = [
    withReasons(planes, mesh),
    withReasons(places, namespaces),
    pods,
    complaints.length > 0 ? [`Kiali has ${count(complaints.length, 'complaint')}:`, ...complaints] : [],
  ].filter((part) => part.length > 0);
  return `${parts.map((part) => part.join('\n')).join('\n\n')}\n`;
}

/** Each line that differs is followed by the reason. */
function withReasons(lines: readonly string[], rows: readonly { difference: string | null }[]): string[] {
  return lines.flatMap((line, at) => {
    const difference = rows[at - 1]?.difference ?? null;
    return difference === null ? [line] : [line, `  differs: ${printable(difference, 1000)}`];
  });
}
