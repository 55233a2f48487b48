import { Args, Command, Flags } from '@oclif/core';
import { connectToFlag } from './connect-to-flag.ts';
import { durationFlag } from './duration-flag.ts';

export default class NamespaceCommand extends Command {
  static override summary = 'prove the mTLS policies of a namespace by real connections';
  static override description =
    `Launches two probe pods, one with a sidecar and one without, makes plaintext, TLS and mTLS connections to every
endpoint of the namespace's Services and compares what was accepted and refused with what PeerAuthentication and
DestinationRule declare. Removes the pods again.

Exit code: 0 everything matches, 1 drift found, 2 wrong use or set-up, 3 something could not be decided.`;

  static override examples = [
    '<%= config.bin %> namespace shop',
    '<%= config.bin %> namespace shop --from probes --service web --output json',
    '<%= config.bin %> namespace shop --require strict',
  ];

  static override args = {
    name: Args.string({ description: 'namespace whose endpoints are probed', required: true }),
  };

  static override flags = {
    kubeconfig: Flags.string({ description: 'path of the kubeconfig file', helpValue: 'FILE' }),
    context: Flags.string({ description: 'context of the kubeconfig' }),
    from: Flags.string({
      description: 'namespace of the probe pods [default: the probed one]',
      helpValue: 'NAMESPACE',
    }),
    image: Flags.string({
      description: 'image with Node 18 or newer for the probe pods',
      default: 'node:22-alpine',
    }),
    service: Flags.string({ description: 'only this Service; may be repeated', multiple: true, default: [] }),
    port: Flags.string({
      description: 'only this port, by number or name; may be repeated',
      multiple: true,
      default: [],
    }),
    timeout: durationFlag({
      description: 'longest time for the whole run, such as 90s or 2m',
      default: 90_000,
    }),
    output: Flags.option({ options: ['table', 'json'] as const })({
      char: 'o',
      description: 'format of the result',
      default: 'table',
    }),
    require: Flags.option({ options: ['strict'] as const })({
      description: 'treat a port that is declared weaker as drift',
    }),
    color: Flags.boolean({
      description: 'colour the table where the terminal can',
      default: true,
      allowNo: true,
    }),
    keep: Flags.boolean({ description: 'keep the probe pods for a look, for at most an hour' }),
    'connect-to': connectToFlag(),
  };

  async run(): Promise<void> {
    const { args, flags } = await this.parse(NamespaceCommand);
    // Help and wrong arguments need none of it.
    const { runNamespace } = await import('./run-namespace.ts');
    const { 'connect-to': connectTo, ...options } = flags;
    process.exitCode = await runNamespace({
      ...options,
      ...(connectTo ? { connectTo } : {}),
      name: args.name,
      version: this.config.version,
    });
  }
}
