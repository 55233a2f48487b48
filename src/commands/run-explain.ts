import { readConfig } from '../config/read-config.ts';
import type { Explanation } from '../explain/explanation.ts';
import { prepareSubject } from '../explain/prepare.ts';
import { explainProven } from '../explain/proven.ts';
import { parseSubject, type Subject, selectionOf } from '../explain/subject.ts';
import { explanationText } from '../report/explanation-text.ts';
import type { ExplanationFormat } from '../report/format.ts';
import { jsonText } from '../report/json.ts';
import { patchText } from '../report/patch-text.ts';
import { orTell } from './output/or-tell.ts';
import type { Output } from './output/output-flag.ts';
import { type TextStyle, writeOutputs } from './output/write-outputs.ts';
import { type ObjectSource, readObjects } from './read-objects.ts';
import { type ProbeOptions, probeNow } from './run-namespace.ts';
import { withConfig } from './with-config.ts';

interface ExplainOptions
  extends ObjectSource,
    TextStyle,
    Omit<ProbeOptions, 'name' | 'service' | 'port' | 'pod' | 'image' | 'skipPort'> {
  image?: string | undefined;
  skipPort: string[];
  config?: string | undefined;
  namespace: string;
  from: string[];
  port?: string | undefined;
  probe: boolean;
  output: Output<ExplanationFormat>[];
}

/** Does the work of `mtls-verify explain` and returns the exit code. */
export async function runExplain(text: string, options: ExplainOptions): Promise<number> {
  return orTell(
    options,
    (format, failure) => (format === 'json' ? jsonText(failure) : null),
    async () => {
      const subject = parseSubject(text, options.namespace, options.port ?? null);
      const configured = withConfig(options, await readConfig(options.config));
      const { explanation, exitCode } = await explainNow(subject, configured);
      await writeOutputs(options.output, options, (format, style) => {
        if (format === 'json') return jsonText(explanation);
        return format === 'patch' ? patchText(explanation.patches) : explanationText(explanation, style);
      });
      return exitCode;
    },
  );
}

async function explainNow(
  subject: Subject,
  options: ExplainOptions & { image: string },
): Promise<{ explanation: Explanation; exitCode: number }> {
  const from = options.from.length > 0 ? [...new Set(options.from)] : [options.namespace];
  const snapshot = await readObjects({ ...options, from });
  const prepared = prepareSubject(subject, from, snapshot);
  const run = options.probe
    ? await probeNow({ ...options, ...selectionOf(subject), name: options.namespace })
    : null;
  const explanation = explainProven({ ...prepared, run }, snapshot);
  const failing = explanation.findings.some(({ level }) => level === 'error') ? 1 : 0;
  return { explanation, exitCode: run?.exitCode ?? failing };
}
