import { Flags } from '@oclif/core';
import { SHARD_DIALS } from '../plan/shard-plan.ts';
import { connectToFlag } from './connect-to-flag.ts';
import { durationFlag } from './duration-flag.ts';
import { POD_FLAGS } from './pod-flags.ts';
import { CLUSTER_FLAGS, RUN_REPORT_FLAGS } from './shared-flags.ts';

/** The options of `mtls-verify namespace`. */
export const NAMESPACE_FLAGS = {
  ...CLUSTER_FLAGS,
  from: Flags.string({
    description: 'namespace of the probe pods, by default the probed one; may be repeated',
    helpValue: 'NAMESPACE',
    multiple: true,
    default: [],
  }),
  image: Flags.string({
    description: 'image with Node 18 or newer for the probe pods [default: node:22-alpine]',
  }),
  config: Flags.string({
    description: 'configuration file [default: mtls-verify.yaml in this folder, where there is one]',
    helpValue: 'FILE',
  }),
  service: Flags.string({ description: 'only this Service; may be repeated', multiple: true, default: [] }),
  port: Flags.string({
    description: 'only this port, by number or name; may be repeated',
    multiple: true,
    default: [],
  }),
  'skip-port': Flags.string({
    description: 'dial nothing at this port, by number or name; may be repeated',
    helpValue: 'PORT',
    multiple: true,
    default: [],
  }),
  gentle: Flags.boolean({
    description: 'ask less of the targets: slowly, a few at a time, and only listen where it is not HTTP',
    exclusive: ['thorough'],
  }),
  thorough: Flags.boolean({
    description: 'write a line to the ports of databases too',
    exclusive: ['gentle'],
  }),
  timeout: durationFlag({
    description: 'longest time for the whole run, such as 90s or 2m',
    default: 90_000,
  }),
  settle: durationFlag({
    description: 'wait so long for policies to arrive at the proxies; adds to --timeout',
  }),
  ...RUN_REPORT_FLAGS,
  require: Flags.option({ options: ['strict'] as const })({
    description: 'treat a port that is declared weaker as drift',
  }),
  'tls-details': Flags.boolean({
    description:
      'list the TLS versions and cipher suites that each endpoint takes, at most 24 connections each',
  }),
  keep: Flags.boolean({ description: 'keep the probe pods for a look, for at most an hour' }),
  ...POD_FLAGS,
  'shard-size': Flags.integer({
    description: 'most dials of one probe container; a larger plan is divided among several pods',
    default: SHARD_DIALS,
    helpValue: 'NUMBER',
    min: 1,
  }),
  'connect-to': connectToFlag(),
};
