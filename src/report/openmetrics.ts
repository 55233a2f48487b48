import { Gauge, Registry } from 'prom-client';
import type { FailureDocument } from '../model/failure-document.ts';
import type { Run } from '../model/run.ts';
import { printable } from '../util/text.ts';
import { reportRows } from './row.ts';

type Labels = Record<string, string | number>;
type Sample = [labels: Labels, value: number];

/** OpenMetrics text: how many rows have which verdict at each port, which findings there are, and the run itself. */
export async function openMetricsReport(run: Run): Promise<string> {
  const { namespace, from, tool, mesh } = run;
  const rows = reportRows(run);
  const about = {
    namespace,
    from,
    version: tool.version,
    istio: mesh.version ?? '',
    revision: mesh.revision,
  };
  return text([
    ['mtls_verify_run_info', 'The run that these samples are of', [[about, 1]]],
    ['mtls_verify_exit_code', 'Exit code of the run', [[{ namespace }, run.exitCode]]],
    [
      'mtls_verify_start_time_seconds',
      'When the run started',
      [[{ namespace }, Date.parse(run.startedAt) / 1000]],
    ],
    ['mtls_verify_duration_seconds', 'How long the run took', [[{ namespace }, run.durationMs / 1000]]],
    [
      'mtls_verify_rows',
      'Judged rows by port and verdict',
      counted(rows, ({ side, owner, port, verdict, ...row }) => ({
        ...{ namespace: row.namespace, owner, port, side, verdict },
      })),
    ],
    [
      'mtls_verify_findings',
      'Rows that a finding is about, by its code',
      counted(
        rows.filter(({ verdict }) => verdict !== 'match'),
        ({ entry, verdict }) => ({ namespace, code: entry?.code ?? '', verdict }),
      ),
    ],
    [
      'mtls_verify_object_findings',
      'What the objects alone show, by its code',
      counted(run.findings, ({ code, level }) => ({ namespace, code, level })),
    ],
  ]);
}

/** What is left to measure where there is no run. */
export async function openMetricsFailure({ tool, error }: FailureDocument): Promise<string> {
  const labels = { code: error.code, version: tool.version };
  return text([
    ['mtls_verify_failure_info', 'Why there is no run', [[labels, 1]]],
    ['mtls_verify_exit_code', 'Exit code of the run', [[{}, error.exitCode]]],
  ]);
}

function counted<T>(items: readonly T[], labelsOf: (item: T) => Labels): Sample[] {
  const counts = new Map<string, Sample>();
  for (const item of items) {
    const labels = labelsOf(item);
    const key = JSON.stringify(labels);
    counts.set(key, [labels, (counts.get(key)?.[1] ?? 0) + 1]);
  }
  return [...counts.values()];
}

async function text(metrics: [name: string, help: string, samples: Sample[]][]): Promise<string> {
  const registry = new Registry<typeof Registry.OPENMETRICS_CONTENT_TYPE>();
  registry.setContentType(Registry.OPENMETRICS_CONTENT_TYPE);
  for (const [name, help, samples] of metrics) {
    const labelNames = [...new Set(samples.flatMap(([labels]) => Object.keys(labels)))];
    const gauge = new Gauge({ name, help, labelNames, registers: [registry] });
    for (const [labels, value] of samples) {
      const safe = Object.entries(labels).map(([key, label]) => [key, printable(`${label}`)]);
      gauge.set(Object.fromEntries(safe), value);
    }
  }
  return registry.metrics();
}
