import type { Code, Severity } from '../model/finding.ts';

/** The code of the same check in Kiali or istioctl analyze. */
export type Alias = `KIA${number}` | `IST${number}`;

/** What to tell a person about a finding. A `{Kind}` in `fix` stands for the object of that kind that the finding is about. */
export interface Entry {
  code: Code;
  severity: Severity;
  title: string;
  meaning: string;
  /** What is looked at to find it. */
  evidence: string;
  /** What to do, one or two sentences, with the field to change. */
  fix: string;
  aliases?: readonly Alias[];
}

/** An entry whose code is its key. */
export type ObjectEntry = Omit<Entry, 'code'>;
