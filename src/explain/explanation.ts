import type { ReportedFinding } from '../model/finding.ts';
import type { DialKind, Role } from '../model/plan.ts';
import type { ClientPolicy } from '../model/policy.ts';
import type { EndpointPrediction, ServicePrediction } from '../model/prediction.ts';
import type { EndpointTarget, ServiceTarget } from '../model/target.ts';
import type { ObservedMode, Verdict } from '../model/verdict.ts';
import type { WeighedPolicy } from '../policy/weighed-policies.ts';
import type { Patch } from './patch.ts';
import type { Subject } from './subject.ts';

/** One dial in words. */
export interface DialStory {
  dial: DialKind;
  /** The container of the probe pods that dialled. */
  from: Role;
  /** What was sent and what came back, as a sentence. */
  saw: string;
}

/** What the wire did, and how that was judged. */
export interface Observed {
  verdict: Verdict;
  /** One sentence. */
  detail: string;
  dials: DialStory[];
}

/** Why it is, or will be, otherwise than declared, with the objects named in the fix. */
export interface Reason {
  code: string;
  title: string;
  fix: string;
}

/** What one port of an endpoint accepts. */
export interface ServerSide {
  /** Which of several sources looks: a namespace, with its revision where it has several. */
  from: string;
  target: EndpointTarget;
  declared: { mode: EndpointPrediction['declared']['mode']; policies: WeighedPolicy[] };
  predicted: Pick<EndpointPrediction, 'effective' | 'gateway' | 'dataPlane' | 'cause' | 'reason'> & {
    /** What else may change what a dial meets, and why nothing is promised. */
    caveats: string[];
  };
  /** Null where nothing was dialled. */
  observed: (Observed & { mode: ObservedMode }) | null;
  /** What explains what was seen or, where nothing was dialled, what is predicted; null where all is as declared. */
  finding: Reason | null;
}

/** What mesh clients send to one Service port, and get. */
export interface ClientSide {
  from: string;
  target: ServiceTarget;
  /** Endpoints that are sent the same for the same reason share a policy. */
  declared: { endpoints: string[]; policy: ClientPolicy }[];
  predicted: Pick<ServicePrediction, 'reachable' | 'encrypted' | 'cause' | 'reason'> & { caveats: string[] };
  observed: (Observed & { encrypted: boolean | null }) | null;
  finding: Reason | null;
}

/** Declared, predicted and observed for one thing: the document of `mtls-verify explain --output json`. */
export interface Explanation {
  schemaVersion: 1;
  subject: Subject;
  /** Namespaces of the mesh clients that are asked for, or of the probe pods. */
  from: string[];
  probed: boolean;
  servers: ServerSide[];
  clients: ClientSide[];
  findings: ReportedFinding[];
  patches: Patch[];
}
