import { Args, Command } from '@oclif/core';
import { NAMESPACE_FLAGS } from './namespace-flags.ts';
import { checkOutputs } from './output/check-outputs.ts';
import { podShapeOf } from './pod-flags.ts';

export default class NamespaceCommand extends Command {
  static override summary = 'prove the mTLS policies of a namespace by real connections';
  static override description =
    `Launches two probe pods, one with a sidecar and one without, makes plaintext, TLS and mTLS connections to every
endpoint of the namespace's Services and compares what was accepted and refused with what PeerAuthentication and
DestinationRule declare. Removes the pods again.

Exit code: 0 everything matches, 1 drift found, 2 wrong use or set-up, 3 something could not be decided.`;

  static override examples = [
    '<%= config.bin %> namespace shop',
    '<%= config.bin %> namespace shop --from probes --service web -o table -o json=run.json',
    '<%= config.bin %> namespace shop --require strict',
  ];

  static override args = {
    name: Args.string({ description: 'namespace whose endpoints are probed', required: true }),
  };

  static override flags = NAMESPACE_FLAGS;

  async run(): Promise<void> {
    const { args, flags } = await this.parse(NamespaceCommand);
    checkOutputs(flags.output);
    // Help and wrong arguments need none of it.
    const { runNamespace } = await import('./run-namespace.ts');
    const { 'connect-to': connectTo, 'tls-details': tlsDetails, ...options } = flags;
    process.exitCode = await runNamespace({
      ...options,
      ...(connectTo ? { connectTo } : {}),
      shape: podShapeOf(flags),
      shardSize: flags['shard-size'],
      skipPort: flags['skip-port'],
      tlsDetails,
      name: args.name,
      version: this.config.version,
    });
  }
}
