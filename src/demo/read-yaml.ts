import { parseAllDocuments } from 'yaml';

/** The documents of a YAML text of ours, with merge keys for fixtures that repeat themselves; an error names `path`. */
export function readYaml(text: string, path: string): unknown[] {
  const documents = parseAllDocuments(text, { merge: true });
  return documents.map((document) => {
    const [error] = document.errors;
    if (error) throw new Error(`${path}: ${error.message}`);
    try {
      return document.toJS() as unknown;
    } catch (cause) {
      throw new Error(`${path}: ${String(cause)}`, { cause });
    }
  });
}
