import type { Code } from '../model/finding.ts';

/** The page of docs/findings for each hundred of the codes. */
export const PAGES = [
  { file: 'wire.md', title: 'Why the wire differs from what is declared' },
  { file: 'undecided.md', title: 'Why nothing could be decided' },
  { file: 'clients.md', title: 'What mesh clients send' },
  { file: 'servers.md', title: 'What servers accept' },
  { file: 'scope.md', title: 'What a policy covers' },
  { file: 'control-planes.md', title: 'Control planes, revisions and operators' },
  { file: 'certificates.md', title: 'Certificates and TLS that pods show' },
] as const;

/** Where a code is documented: `docs/findings/servers.md#mtls301`. */
export function pageOf(code: Code): string {
  return `docs/findings/${fileOf(code)}#${code.toLowerCase()}`;
}

export function fileOf(code: Code): string {
  const page = PAGES[Number(code.charAt('MTLS'.length))];
  if (!page) throw new Error(`no page for ${code}`);
  return page.file;
}
