import { Args, Command } from '@oclif/core';
import { checkOutputs } from './output/check-outputs.ts';
import { REPORT_FLAGS } from './shared-flags.ts';

export default class ExplainCodeCommand extends Command {
  static override summary = 'say what a finding code means, what is looked at and what to do';
  static override description =
    `Takes a code (MTLS101), the code of the same check in Kiali or istioctl analyze (KIA0501, IST0103), or the name of a
cause or doubt as the JSON report has it (no-sidecar).

Exit code: 0 known, 2 unknown.`;

  static override examples = [
    '<%= config.bin %> explain-code MTLS101',
    '<%= config.bin %> explain-code KIA0501 --output json',
  ];

  static override args = {
    code: Args.string({ description: 'code of a finding', required: true }),
  };

  static override flags = { output: REPORT_FLAGS.output };

  async run(): Promise<void> {
    const { args, flags } = await this.parse(ExplainCodeCommand);
    checkOutputs(flags.output);
    const { runExplainCode } = await import('./run-explain-code.ts');
    process.exitCode = await runExplainCode(args.code, { ...flags, version: this.config.version });
  }
}
