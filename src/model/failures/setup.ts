import type { Failure } from './failure.ts';

/** Wrong use, and clusters that cannot be probed: found before anything is created. */
export const SETUP_FAILURES = {
  KUBECONFIG: {
    title: 'The kubeconfig cannot be used',
    meaning: 'There is none, it does not parse, or its context, cluster or credentials are missing.',
    fix: 'Try kubectl get namespaces with the same kubeconfig and context.',
    exitCode: 2,
    retried: false,
  },
  NAMESPACE_NOT_FOUND: {
    title: 'The namespace does not exist',
    meaning: 'The namespace to probe, or the one to probe from, is not in the cluster.',
    fix: 'Check the name, and that --context names the right cluster.',
    exitCode: 2,
    retried: false,
  },
  NO_ISTIO: {
    title: 'There is no Istio control plane',
    meaning: 'Neither a Deployment of istiod nor its configuration was found, so nothing declares mTLS.',
    fix: 'Check that --context names the right cluster and that you may list Deployments and ConfigMaps.',
    exitCode: 2,
    retried: false,
  },
  NOTHING_SELECTED: {
    title: 'The filters leave nothing',
    meaning: 'No Service, pod, port, situation or finding has the name that was asked for.',
    fix: 'Choose one of those that the message lists.',
    exitCode: 2,
    retried: false,
  },
  PLAN_TOO_LARGE: {
    title: 'There is too much for one run',
    meaning:
      'The plan of the dials is too much for 64 probe pods of 4000 dials (--shard-size) and 1 MB each.',
    fix: 'Probe a part at a time with --service or --port.',
    exitCode: 2,
    retried: false,
  },
  POD_SHAPE: {
    title: 'The probe pods cannot be made as asked',
    meaning:
      'An option about their account, labels, annotations, nodes or patch is wrong, or would change what a probe sees.',
    fix: 'Mend the option that the message names; docs/sources.md says what is possible.',
    exitCode: 2,
    retried: false,
  },
  MANIFEST: {
    title: 'A manifest cannot be used',
    meaning: 'A file that was named does not exist, does not parse or holds no Kubernetes objects.',
    fix: 'Mend the place that the message names.',
    exitCode: 2,
    retried: false,
  },
  OUTPUT: {
    title: 'A result cannot be written',
    meaning: 'The run ended, but a file of --output could not be written; the others were.',
    fix: 'Mend what the message names, or name another file with --output.',
    exitCode: 2,
    retried: false,
  },
  CONFIG: {
    title: 'The configuration file cannot be used',
    meaning: 'It cannot be read, is no YAML, or says something that there is not.',
    fix: 'Mend the lines that the message names; docs/configuration.md says what a file may hold.',
    exitCode: 2,
    retried: false,
  },
  INTERRUPTED: {
    title: 'The run was interrupted',
    meaning:
      'Ctrl-C or SIGTERM came. The probe pods have been deleted; nothing of what was seen is reported.',
    fix: 'Run again.',
    exitCode: 2,
    retried: false,
  },
} as const satisfies Record<string, Failure>;
