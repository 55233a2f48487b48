import { Args, Command } from '@oclif/core';

/** Each is loaded when it is asked for. */
const SCHEMAS = {
  run: () => import('../../schemas/run.schema.json', { with: { type: 'json' } }),
  config: () => import('../../schemas/config.schema.json', { with: { type: 'json' } }),
};

export default class SchemaCommand extends Command {
  static override summary = 'print the JSON Schema of a document';
  static override description =
    `run: what --output json writes, a run or the failure that left none. Later versions may add fields; a field never
changes its meaning without another schemaVersion. config: the configuration file mtls-verify.yaml.`;

  static override examples = [
    '<%= config.bin %> schema > run.schema.json',
    '<%= config.bin %> schema config > mtls-verify.schema.json',
  ];

  static override args = {
    document: Args.option({ options: ['run', 'config'] as const })({
      description: 'document that the schema is of',
      default: 'run',
    }),
  };

  async run(): Promise<void> {
    const { args } = await this.parse(SchemaCommand);
    const [{ default: schema }, { jsonText }] = await Promise.all([
      SCHEMAS[args.document](),
      import('../report/json.ts'),
    ]);
    process.stdout.write(jsonText(schema));
  }
}
