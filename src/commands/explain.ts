import { Args, Command, Flags } from '@oclif/core';
import { EXPLANATION_FORMATS } from '../report/format.ts';
import { NAMESPACE_FLAGS } from './namespace-flags.ts';
import { checkOutputs } from './output/check-outputs.ts';
import { outputFlag } from './output/output-flag.ts';
import { podShapeOf } from './pod-flags.ts';
import { MANIFEST_FLAGS } from './shared-flags.ts';

const { service: _service, port: _port, output: _output, ...PROBE_FLAGS } = NAMESPACE_FLAGS;

export default class ExplainCommand extends Command {
  static override summary = 'say why one Service or pod is as it is, and how to mend it';
  static override description =
    `Puts together, for one Service or pod, what is declared (the policies in order, which one decides and why the others do
not), what is predicted, and what probes saw, then the findings and manifests for kubectl apply that mend them.

Without probes (--no-probe, or manifests given with -f) it goes by the objects alone.

Exit code: that of mtls-verify namespace; without probes that of mtls-verify policy.`;

  static override examples = [
    '<%= config.bin %> explain service/orders -n shop',
    '<%= config.bin %> explain pod/web-5b8f-9qz -n shop --port 8080 --no-probe',
    '<%= config.bin %> explain service/orders -n shop --no-probe -o patch | kubectl apply -f -',
  ];

  static override args = {
    subject: Args.string({ description: 'service/NAME or pod/NAME', required: true }),
  };

  static override flags = {
    ...PROBE_FLAGS,
    ...MANIFEST_FLAGS,
    namespace: Flags.string({ char: 'n', description: 'namespace of it', required: true }),
    port: Flags.string({ description: 'only this port, by number or name' }),
    probe: Flags.boolean({ description: 'dial it; --no-probe starts nothing', default: true, allowNo: true }),
    output: outputFlag(EXPLANATION_FORMATS),
  };

  async run(): Promise<void> {
    const { args, flags } = await this.parse(ExplainCommand);
    checkOutputs(flags.output);
    const { runExplain } = await import('./run-explain.ts');
    const { 'connect-to': connectTo, ...options } = flags;
    process.exitCode = await runExplain(args.subject, {
      ...options,
      ...(connectTo ? { connectTo } : {}),
      shape: podShapeOf(flags),
      shardSize: flags['shard-size'],
      skipPort: flags['skip-port'],
      meshConfig: flags['mesh-config'],
      probe: flags.probe && flags.filename.length === 0,
      version: this.config.version,
    });
  }
}
