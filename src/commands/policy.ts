import { Command, Flags } from '@oclif/core';
import { checkOutputs } from './output/check-outputs.ts';
import { CLUSTER_FLAGS, MANIFEST_FLAGS, REPORT_FLAGS } from './shared-flags.ts';

export default class PolicyCommand extends Command {
  static override summary = 'say what the mTLS policies declare, without a probe';
  static override description =
    `Reads a namespace of the cluster, or manifests, and says which mode every port of every pod is in, what mesh clients
send to every Service port, and which objects do not do what they say. Starts nothing and changes nothing.

Manifests are YAML of one or more documents, or JSON; Deployments stand for their pods when no pods are given.

Exit code: 0 nothing wrong, 1 an error was found, 2 wrong use or set-up.`;

  static override examples = [
    '<%= config.bin %> policy -n shop',
    '<%= config.bin %> policy -f manifests/ -f istio/mesh.yaml --output json',
  ];

  static override flags = {
    ...CLUSTER_FLAGS,
    namespace: Flags.string({
      char: 'n',
      description: 'only workloads of this namespace; needed to read from a cluster',
    }),
    ...MANIFEST_FLAGS,
    ...REPORT_FLAGS,
  };

  static override strict = true;

  async run(): Promise<void> {
    const { flags } = await this.parse(PolicyCommand);
    checkOutputs(flags.output);
    if (flags.namespace === undefined && flags.filename.length === 0)
      this.error('name a namespace with -n, or manifests with -f', { exit: 2 });
    const { runPolicy } = await import('./run-policy.ts');
    process.exitCode = await runPolicy({
      ...flags,
      version: this.config.version,
      meshConfig: flags['mesh-config'],
    });
  }
}
