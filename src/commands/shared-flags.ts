import { Flags } from '@oclif/core';

/** Which cluster to talk to; the same words as kubectl's. */
export const CLUSTER_FLAGS = {
  kubeconfig: Flags.string({ description: 'path of the kubeconfig file', helpValue: 'FILE' }),
  context: Flags.string({ description: 'context of the kubeconfig' }),
};

/** How the result is printed. */
export const REPORT_FLAGS = {
  output: Flags.option({ options: ['table', 'json'] as const })({
    char: 'o',
    description: 'format of the result',
    default: 'table',
  }),
  color: Flags.boolean({
    description: 'colour the table where the terminal can',
    default: true,
    allowNo: true,
  }),
};
