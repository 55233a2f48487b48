import { Args, Command } from '@oclif/core';
import { checkOutputs } from './output/check-outputs.ts';
import { CLUSTER_FLAGS, MANIFEST_FLAGS, REPORT_FLAGS } from './shared-flags.ts';

export default class StatusCommand extends Command {
  static override summary = 'show the mTLS status as Kiali does, beside the mode in force';
  static override description =
    `Reads the cluster, or manifests, and says for the mesh, each namespace and each workload what Kiali shows, what sidecars
really accept by Istio's rules, and why the two differ where they do. Starts nothing and changes nothing.

Exit code: 0, or 2 for wrong use or set-up.`;

  static override examples = ['<%= config.bin %> status', '<%= config.bin %> status shop -f manifests/'];

  static override args = {
    namespace: Args.string({
      description: 'namespaces to show; all when none is named',
      multiple: true,
    }),
  };

  static override flags = { ...CLUSTER_FLAGS, ...MANIFEST_FLAGS, ...REPORT_FLAGS };

  static override strict = false;

  async run(): Promise<void> {
    const { argv, flags } = await this.parse(StatusCommand);
    checkOutputs(flags.output);
    const { runStatus } = await import('./run-status.ts');
    process.exitCode = await runStatus({
      ...flags,
      namespaces: argv.map(String),
      version: this.config.version,
      meshConfig: flags['mesh-config'],
    });
  }
}
