import { Flags } from '@oclif/core';
import { RESULT_FORMATS, RUN_FORMATS } from '../report/format.ts';
import { outputFlag } from './output/output-flag.ts';

/** Which cluster to talk to; the same words as kubectl's. */
export const CLUSTER_FLAGS = {
  kubeconfig: Flags.string({ description: 'path of the kubeconfig file', helpValue: 'FILE' }),
  context: Flags.string({ description: 'context of the kubeconfig' }),
};

/** Manifests in place of a cluster. */
export const MANIFEST_FLAGS = {
  filename: Flags.string({
    char: 'f',
    description: 'manifest file, or directory of them, to read in place of a cluster; may be repeated',
    helpValue: 'FILE|DIR',
    multiple: true,
    default: [],
  }),
  'mesh-config': Flags.string({
    description: 'file with the mesh configuration, to be used in place of the one found',
    helpValue: 'FILE',
  }),
};

const STYLE_FLAGS = {
  color: Flags.boolean({
    description: 'colour the table where the terminal can',
    default: true,
    allowNo: true,
  }),
  ascii: Flags.boolean({
    description: 'nothing but ASCII in the table, as where the locale is not UTF-8',
    default: false,
  }),
};

/** How a run is printed. */
export const RUN_REPORT_FLAGS = { output: outputFlag(RUN_FORMATS), ...STYLE_FLAGS };

/** How any other result is printed. */
export const REPORT_FLAGS = { output: outputFlag(RESULT_FORMATS), ...STYLE_FLAGS };
