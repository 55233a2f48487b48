import DemoCommand from './demo.ts';
import NamespaceCommand from './namespace.ts';

/** What oclif finds in dist/commands.js. */
export const COMMANDS = { demo: DemoCommand, namespace: NamespaceCommand };
