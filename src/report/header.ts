import { sourceName } from '../judge/source-name.ts';
import type { Run } from '../model/run.ts';
import { printable } from '../util/text.ts';
import { timeLeft } from './time-left.ts';
import { wrap } from './wrap.ts';

/** What was probed, from where, and the mesh settings that change an answer. */
export function headerLines(run: Run, width: number): string[] {
  const { mesh } = run;
  const settings = [
    `Istio ${mesh.version ?? 'of unknown version'}`,
    `revision ${revisions(run)}`,
    `auto mTLS ${mesh.autoMtls ? 'on' : 'off'}`,
    `minimum TLS ${mesh.minTls}`,
    `root namespace ${mesh.rootNamespace}`,
  ];
  const scope = [`Namespace ${run.namespace}`, probedFrom(run)];
  if (run.require !== null) scope.push(`required: ${run.require.toUpperCase()} or stronger`);
  return [scope, settings, ...clients(run)].flatMap((parts) => wrap(printable(parts.join(', ')), width, 0));
}

function probedFrom({ sources, from }: Run): string {
  if (sources.length < 2) return `probed from namespace ${from}`;
  return `probed from ${sources.map((source) => sourceName(source, sources)).join(' and ')}`;
}

/** Who the mesh client of each source is, by its certificate. */
function clients({ sources, startedAt }: Run): string[][] {
  return sources.flatMap((source) => {
    const { certificate } = source;
    if (!certificate) return [];
    const of = sources.length > 1 ? ` of ${sourceName(source, sources)}` : '';
    const id = certificate.uris[0] ?? 'without a name';
    return [[`Mesh client${of} ${id}`, `certificate valid for ${timeLeft(certificate.notAfter, startedAt)}`]];
  });
}

function revisions({ sources, mesh }: Run): string {
  const named = sources.flatMap(({ revision }) => revision ?? []);
  return named.length === 0 ? mesh.revision : [...new Set(named)].join(' and ');
}

/** Things to know about the run as a whole. */
export function noteLines(run: Run, width: number): string[] {
  return run.notes.flatMap(({ code, message }) => wrap(printable(`Note (${code}): ${message}`), width, 0));
}
