import type { RunNote } from './run.ts';

/** What a person must know about one kind of note. */
interface NoteEntry {
  title: string;
  meaning: string;
  fix: string;
  /** 3: a part of the run is missing, so the run is no success whatever its rows say. Null: says nothing by itself. */
  exitCode: 3 | null;
}

/** Every kind of note about a run as a whole; docs/failures.md is made from it. */
export const NOTE_CATALOGUE = {
  'source-failed': {
    title: 'A probe pod gave nothing, or not all',
    meaning: 'The reason is the code of a failure above. The rows that need this pod are inconclusive.',
    fix: 'See the failure that the note names.',
    exitCode: 3,
  },
  'control-failed': {
    title: 'The probe itself does not work',
    meaning:
      'A port of our own did not answer where it must, or answered where it must not. No row is decided.',
    fix: 'Look for NetworkPolicies, admission and CNI rules of the probe namespace.',
    exitCode: 3,
  },
  'nothing-to-probe': {
    title: 'There is no endpoint',
    meaning: 'No Service of the namespace has an endpoint that could be dialled.',
    fix: 'Check the selectors of the Services and that their pods run.',
    exitCode: 3,
  },
  'targets-left-out': {
    title: 'Ports are missing from the run',
    meaning: 'An object that ports are found by could not be read as what it should be.',
    fix: 'Mend the object that the note names.',
    exitCode: 3,
  },
  'left-out': {
    title: 'An object was left out',
    meaning: 'A policy or route could not be read as what it should be: less is known about causes.',
    fix: 'Mend the object that the note names.',
    exitCode: null,
  },
  'list-unavailable': {
    title: 'A list is forbidden',
    meaning: 'What these objects decide is not known: what is declared or predicted may be wrong for it.',
    fix: 'Ask for the role in the README section "Permissions".',
    exitCode: null,
  },
  'mesh-doubt': {
    title: 'The mesh configuration is in doubt',
    meaning: 'A part of MeshConfig could not be read, or is not evaluated.',
    fix: 'Read the note; mend the ConfigMap that it names.',
    exitCode: null,
  },
  settled: {
    title: 'Answers changed at first',
    meaning:
      'A target answered otherwise when it was dialled first, and then the same twice in a row: a policy arrived, or a proxy got ready.',
    fix: 'Nothing. Where no policy was changed, find out why the target was not as it should be at first.',
    exitCode: null,
  },
  'just-changed': {
    title: 'A policy was changed a moment ago',
    meaning: 'It may not have reached every proxy when the dials were made.',
    fix: 'Run again in a minute.',
    exitCode: null,
  },
  'envoy-filter': {
    title: 'An EnvoyFilter takes part',
    meaning: 'What it does is not evaluated.',
    fix: 'Compare istioctl proxy-config with and without it where a row surprises.',
    exitCode: null,
  },
  'not-covered': {
    title: 'Ports that no sidecar sees',
    meaning: 'They are not TCP and were not probed.',
    fix: 'Nothing: mTLS is not possible there.',
    exitCode: null,
  },
  skipped: {
    title: 'Ports were left alone',
    meaning:
      'Somebody asked not to dial them, with --skip-port or the annotation mtls-verify/skip of a Service or pod. The run says nothing of them.',
    fix: 'Check that who asked may do so; take the flag or annotation away to have them probed.',
    exitCode: null,
  },
  'skip-unknown': {
    title: 'A port that was to be left alone does not exist',
    meaning:
      'The annotation mtls-verify/skip names a port that its object does not have. The other ports were dialled.',
    fix: 'Mend the annotation: true, or numbers or names of ports between commas.',
    exitCode: null,
  },
  'no-mesh-client': {
    title: 'A namespace has no mesh client',
    meaning:
      'Istio injects nothing into this one of several source namespaces, so only clients without a sidecar were played there.',
    fix: 'Nothing, if it is meant to be outside of the mesh; else check its injection labels.',
    exitCode: null,
  },
  'revision-not-played': {
    title: 'Clients of a revision were not played',
    meaning:
      'Pods of a source namespace run a sidecar of a revision that new pods there do not get, so what such clients send was not probed.',
    fix: 'Restart these pods, or label the namespace for the revision that they have.',
    exitCode: null,
  },
  'not-ready': {
    title: 'Pods are not ready',
    meaning: 'What they accept once they are ready is not known.',
    fix: 'Run again when they are ready.',
    exitCode: null,
  },
  'pod-altered': {
    title: 'The cluster changed the probe pods',
    meaning:
      'A mutating webhook changed something that does not matter to the results, such as leading an image to a mirror.',
    fix: 'Nothing, if the webhook is meant so.',
    exitCode: null,
  },
  'clock-skew': {
    title: 'Two clocks differ',
    meaning:
      'The clock of this machine and that of the API server are more than 30 seconds apart. What is said about recent changes goes by the clock of the API server.',
    fix: 'Set the clock of the machine that is wrong (NTP).',
    exitCode: null,
  },
  'exception-unused': {
    title: 'An exception is not needed',
    meaning: 'No drift of this run is what the exception allows.',
    fix: 'Take it out of the configuration file, so that it hides nothing later.',
    exitCode: null,
  },
  'exception-expired': {
    title: 'An exception has expired',
    meaning: 'It allows nothing any more; what drifts is told as drift.',
    fix: 'Mend the drift, or give the exception a later day in the configuration file.',
    exitCode: null,
  },
  kept: {
    title: 'The probe pods are kept',
    meaning: '--keep was given; they end after an hour.',
    fix: 'Delete them with the command in the note.',
    exitCode: null,
  },
  'left-behind': {
    title: 'The probe pods could not be deleted',
    meaning: 'Deleting them failed, after several tries. They go by themselves at their deadline.',
    fix: 'Delete the Jobs labelled app.kubernetes.io/managed-by=mtls-verify, or wait.',
    exitCode: null,
  },
} as const satisfies Record<RunNote['code'], NoteEntry>;
