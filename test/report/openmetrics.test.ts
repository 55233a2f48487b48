import { expect, it, test } from 'vitest';
import { openMetricsReport } from '../../src/report/openmetrics.ts';
import { hostileRun } from './hostile.ts';
import { shop } from './shop.ts';

/** The grammar of the OpenMetrics specification, as far as gauges without timestamps need it. */
const LABEL = String.raw`[a-zA-Z_][a-zA-Z0-9_]*="(?:[^"\\\n]|\\["\\n])*"`;
const LINE = new RegExp(
  String.raw`^(?:# (?:HELP|TYPE) mtls_verify_[a-z_]+ [^\n]+|mtls_verify_[a-z_]+(?:\{${LABEL}(?:,${LABEL})*\})? -?\d+(?:\.\d+)?)$`,
);

test.each([
  ['the shop', shop],
  ['hostile names', hostileRun],
])('%s is OpenMetrics text', async (_name, run) => {
  const lines = (await openMetricsReport(run())).split('\n');
  expect(lines.slice(-2)).toEqual(['# EOF', '']);
  for (const line of lines.slice(0, -2)) expect(line).toMatch(LINE);
});

it('counts what the run counts', async () => {
  const run = shop();
  const text = await openMetricsReport(run);
  for (const [verdict, amount] of Object.entries(run.counts)) {
    const samples = [
      ...text.matchAll(new RegExp(`^mtls_verify_rows\\{.*verdict="${verdict}"\\} (\\d+)$`, 'gm')),
    ];
    expect(samples.reduce((sum, [, value]) => sum + Number(value), 0)).toBe(amount);
  }
});
