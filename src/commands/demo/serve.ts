import { join } from 'node:path';
import { Args, Command } from '@oclif/core';

export default class DemoServeCommand extends Command {
  static override summary = 'keep an embedded mesh up, so that other commands and kubectl can be tried on it';
  static override description =
    `Prints a line for the shell that leads kubectl and this program to the embedded mesh. Ctrl-C ends it.`;

  static override examples = ['<%= config.bin %> demo serve shop'];

  static override args = {
    situation: Args.string({ description: 'situation to play', default: 'shop' }),
  };

  async run(): Promise<void> {
    const { args } = await this.parse(DemoServeCommand);
    const { serveDemo } = await import('./serve-demo.ts');
    const folder = join(this.config.root, 'fixtures/situations');
    process.exitCode = await serveDemo(folder, args.situation, this.config.version);
  }
}
