import DemoServeCommand from './demo/serve.ts';
import DemoCommand from './demo.ts';
import ExplainCommand from './explain.ts';
import ExplainCodeCommand from './explain-code.ts';
import NamespaceCommand from './namespace.ts';
import PolicyCommand from './policy.ts';
import SchemaCommand from './schema.ts';
import StatusCommand from './status.ts';

/** What oclif finds in dist/commands.js. */
export const COMMANDS = {
  demo: DemoCommand,
  'demo:serve': DemoServeCommand,
  explain: ExplainCommand,
  'explain-code': ExplainCodeCommand,
  namespace: NamespaceCommand,
  policy: PolicyCommand,
  schema: SchemaCommand,
  status: StatusCommand,
};
