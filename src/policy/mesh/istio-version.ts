import { printable } from '../../util/text.ts';

/** The releases whose rules were compared with their source (istio-semantics 10). */
const OLDEST = 16;
const NEWEST = 32;

/** The first of several texts that names an Istio release. Charts of unreleased builds are labelled 1.0.0; istiod came with 1.5. */
export function firstVersion(candidates: readonly unknown[]): string | null {
  const found = candidates.find(
    (text): text is string => typeof text === 'string' && /^v?(1\.([5-9]|\d\d+)|[2-9])([.-]|$)/.test(text),
  );
  return found === undefined ? null : printable(found.replace(/^v/, ''), 60);
}

/** The Istio release behind a release of OpenShift Service Mesh 2 (istio-semantics 9.1). */
export function maistraVersion(text: unknown): string | null {
  const minor = typeof text === 'string' ? /^v?2\.(\d)(?!\d)/.exec(text)?.[1] : undefined;
  const istio = minor === undefined ? undefined : MAISTRA[Number(minor)];
  return istio === undefined ? null : `1.${istio}`;
}
const MAISTRA: readonly number[] = [6, 9, 12, 14, 16, 18, 20];

/** Why the rules that are taken for a version may not be its own; null when they are. */
export function versionDoubt(version: string | null): string | null {
  if (version === null)
    return `the version of istiod cannot be told: the rules of Istio 1.${NEWEST}, the newest known, are taken`;
  const [major = 0, minor = 0] = version.split('.').map((part) => Number.parseInt(part, 10));
  if (major > 1 || minor > NEWEST)
    return `Istio ${version} is newer than 1.${NEWEST}, the newest whose rules are known`;
  return minor < OLDEST
    ? `Istio ${version} is older than 1.${OLDEST}, the oldest whose rules are known`
    : null;
}

/** The tag of an image, without its digest. */
export function imageTag(image: unknown): string {
  return typeof image === 'string' ? (/:([^:/@]+)(@|$)/.exec(image)?.[1] ?? '') : '';
}
