import { Document, isScalar, Scalar, visit } from 'yaml';
import { escapeUnsafe, isUnsafe } from './unsafe.ts';

/** A document as YAML with the fields of its JSON; characters that could act on a terminal are escaped. */
export function yamlText(content: object): string {
  const document = new Document(content, { aliasDuplicateObjects: false });
  visit(document, (_key, node) => {
    // Only there can they be escaped.
    if (isScalar(node) && typeof node.value === 'string' && isUnsafe(node.value))
      node.type = Scalar.QUOTE_DOUBLE;
  });
  return escapeUnsafe(document.toString({ lineWidth: 0 }));
}
