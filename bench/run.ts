import { helpVsNode } from './help-vs-node.ts';
import { htmlFilter, htmlFirstPaint } from './html-rows.ts';
import type { Measure } from './measure.ts';
import { namespaceVsBarePods } from './namespace-vs-bare-pods.ts';
import { policy10k, policyMemory } from './policy-10k.ts';
import { policyGrowth } from './policy-growth.ts';
import { proberMemory, proberThroughput, proberVsBare } from './prober/throughput.ts';
import { tableRows, wideRows } from './table-rows.ts';

/** Every measure by name: `npm run bench [NAME…]` prints one JSON line each. */
const MEASURES: Record<string, () => Promise<Measure>> = {
  'help-vs-node': helpVsNode,
  'html-filter': htmlFilter,
  'html-first-paint': htmlFirstPaint,
  'namespace-vs-bare-pods': namespaceVsBarePods,
  'policy-10k': policy10k,
  'policy-10k-memory': policyMemory,
  'policy-growth': policyGrowth,
  'prober-throughput': proberThroughput,
  'prober-throughput-vs-bare': proberVsBare,
  'prober-memory': proberMemory,
  'table-rows': tableRows,
  'wide-rows': wideRows,
};

const wanted = process.argv.slice(2);
for (const name of wanted.length ? wanted : Object.keys(MEASURES)) {
  const measure = MEASURES[name];
  if (!measure) {
    process.stderr.write(`no measure ${name}; there are: ${Object.keys(MEASURES).join(', ')}\n`);
    process.exitCode = 2;
    break;
  }
  const { value, limit, unit, detail } = await measure();
  process.stdout.write(`${JSON.stringify({ name, value, limit, unit, detail })}\n`);
  if (value > limit) process.exitCode = 1;
}
