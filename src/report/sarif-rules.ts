import type { Location, ReportingDescriptor, Result } from 'sarif';
import { ENTRIES } from '../catalogue/catalogue.ts';
import { plainFix } from '../catalogue/fill.ts';
import type { ReportedFinding } from '../model/finding.ts';
import type { ObjectReference } from '../model/reference.ts';
import { compare } from '../util/compare.ts';
import { printable } from '../util/text.ts';
import { named } from './finding-lines.ts';

/** What is said of objects alone. It never decides the exit code, so it is no error. */
export function objectResult({ level, code, title, objects, detail, fix }: ReportedFinding): Result {
  const [object] = objects;
  return {
    ruleId: code,
    level: level === 'error' ? 'warning' : level,
    message: { text: printable(`${title}. ${detail} To do: ${fix}`) },
    locations: object === undefined ? [] : [locationOf(object)],
    partialFingerprints: { 'mtlsVerify/v1': [code, ...objects.map(named)].join(' ') },
  };
}

/** The rules that results name: codes of the catalogue, or a verdict where nothing explains it. */
export function rulesOf(ids: readonly string[]): ReportingDescriptor[] {
  return [...new Set(ids)].toSorted(compare).map((id) => {
    const entry = ENTRIES.find(({ code }) => code === id);
    if (entry === undefined) return { id };
    const { title, meaning, fix, aliases = [] } = entry;
    return {
      id,
      shortDescription: { text: title },
      fullDescription: { text: meaning },
      help: { text: plainFix(fix) },
      ...(aliases.length > 0 && { properties: { aliases: [...aliases] } }),
    };
  });
}

/** An object of the cluster is no file; code scanning wants a path all the same. */
export function locationOf({ kind, namespace, name }: ObjectReference): Location {
  const path = [kind, ...(namespace === undefined ? [] : [namespace]), name].map((part) => printable(part));
  return {
    physicalLocation: {
      artifactLocation: { uri: path.map(encodeURIComponent).join('/') },
      region: { startLine: 1 },
    },
    logicalLocations: [{ name: path.at(-1) ?? '', fullyQualifiedName: path.join('/'), kind: 'resource' }],
  };
}
