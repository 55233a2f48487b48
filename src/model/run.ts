import type { ErrorCode } from './errors.ts';
import type { ReportedFinding } from './finding.ts';
import type { PeerCertificate } from './observation.ts';
import type { MeshSettings } from './policy.ts';
import type { SkippedPort } from './skipped.ts';
import type { SnapshotNote } from './snapshot.ts';
import type { EndpointRow, ServiceRow, Verdict } from './verdict.ts';

/** Something to know about the run as a whole: a source that failed, a list that was forbidden. */
export interface RunNote {
  code:
    | 'list-unavailable'
    | 'source-failed'
    | 'control-failed'
    | 'nothing-to-probe'
    | 'kept'
    | 'pod-altered'
    | 'clock-skew'
    | 'left-behind'
    | 'mesh-doubt'
    | 'not-covered'
    | 'just-changed'
    | 'settled'
    | 'envoy-filter'
    | 'not-ready'
    | 'left-out'
    | 'targets-left-out'
    | 'no-mesh-client'
    | 'revision-not-played'
    | 'skipped'
    | 'skip-unknown'
    | 'exception-unused'
    | 'exception-expired';
  /** Only with `source-failed`: the failure of the catalogue (docs/failures.md). */
  reason?: ErrorCode;
  message: string;
}

export type ExitCode = 0 | 1 | 2 | 3;

/** Where dials were made from. */
export interface RunSource {
  /** Namespace of its probe pods. */
  from: string;
  /** Of its mesh client; null where no sidecar pod was to be had. */
  revision: string | null;
  /** The mesh certificate of its sidecar pod, which the `mtls` dials show; null or absent where it got none. Its key never leaves the pod. */
  certificate?: PeerCertificate | null;
}

/** One execution: the document of `--output json`. */
export interface Run {
  schemaVersion: 1;
  tool: { name: 'mtls-verify'; version: string };
  id: string;
  /** ISO 8601. */
  startedAt: string;
  durationMs: number;
  namespace: string;
  /** Namespace of the probe pods of the first source. */
  from: string;
  /** Each has rows of its own for every target. */
  sources: RunSource[];
  /** Ports that somebody asked to leave alone, and so have no rows; absent where nobody did. */
  skipped?: SkippedPort[];
  require: 'strict' | null;
  /** The control plane of the first source. */
  mesh: MeshSettings;
  snapshot: SnapshotNote[];
  endpoints: EndpointRow[];
  services: ServiceRow[];
  /** What the objects alone show, and the certificates and TLS of pods; no part of the exit code. */
  findings: ReportedFinding[];
  notes: RunNote[];
  counts: Record<Verdict, number>;
  exitCode: ExitCode;
}
