import { Command } from '@oclif/core';

export default class SchemaCommand extends Command {
  static override summary = 'print the JSON Schema of what --output json writes';
  static override description =
    `The document of a run, or of the failure that left none. Later versions may add fields; a field never changes its
meaning without another schemaVersion.`;

  static override examples = ['<%= config.bin %> schema > run.schema.json'];

  async run(): Promise<void> {
    await this.parse(SchemaCommand);
    const { default: schema } = await import('../../schemas/run.schema.json', { with: { type: 'json' } });
    const { jsonText } = await import('../report/json.ts');
    process.stdout.write(jsonText(schema));
  }
}
