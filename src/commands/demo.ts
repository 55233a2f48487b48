import { join } from 'node:path';
import { Args, Command, Flags } from '@oclif/core';
import { checkOutputs } from './output/check-outputs.ts';
import { RUN_REPORT_FLAGS } from './shared-flags.ts';

export default class DemoCommand extends Command {
  static override summary = 'run the namespace command on an embedded mesh, without a cluster';
  static override description =
    `Starts an API server, a kubelet and sidecars of its own on loopback, with real TLS, and runs the namespace command on
one of the situations that come with the program. The exit code is that of the namespace command.`;

  static override examples = [
    '<%= config.bin %> demo',
    '<%= config.bin %> demo --list',
    '<%= config.bin %> demo serve shop',
  ];

  static override args = {
    situation: Args.string({ description: 'situation to play', default: 'shop' }),
  };

  static override flags = {
    list: Flags.boolean({ description: 'name the situations, one a line' }),
    ...RUN_REPORT_FLAGS,
  };

  async run(): Promise<void> {
    const { args, flags } = await this.parse(DemoCommand);
    checkOutputs(flags.output);
    const folder = join(this.config.root, 'fixtures/situations');
    if (flags.list) {
      const { printSituations } = await import('./demo/print-situations.ts');
      return printSituations(folder);
    }
    const { runDemo } = await import('./demo/run-demo.ts');
    const { version } = this.config;
    process.exitCode = await runDemo({ ...flags, folder, name: args.situation, version });
  }
}
