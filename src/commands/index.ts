import NamespaceCommand from './namespace.ts';

/** What oclif finds in dist/commands.js. */
export const COMMANDS = { namespace: NamespaceCommand };
