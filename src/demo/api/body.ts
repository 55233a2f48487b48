import type { IncomingMessage } from 'node:http';
import { type Fields, isFields } from './object.ts';
import { Refusal } from './status.ts';

/** The real server's limit for one request, in bytes. */
const LIMIT = 3 * 1024 * 1024;

/** Reads the whole body of a request; 413 beyond the real server's limit. */
export async function readBody(request: IncomingMessage): Promise<string> {
  if (String(request.headers['content-type']).includes('protobuf')) {
    throw new Refusal(
      'UnsupportedMediaType',
      'the body of the request was in an unknown format - accepted media types include: application/json',
    );
  }
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    const bytes = Buffer.from(chunk);
    size += bytes.length;
    if (size > LIMIT)
      throw new Refusal('RequestEntityTooLarge', `Request entity too large: limit is ${LIMIT}`);
    chunks.push(bytes);
  }
  return Buffer.concat(chunks).toString('utf8');
}

/** Parses a body that must be a JSON object; an empty one is an empty object. */
export function parseObject(text: string): Fields {
  const value = text === '' ? {} : parseJson(text);
  if (!isFields(value)) throw new Refusal('BadRequest', 'the body of the request must be a JSON object');
  return value;
}

/** Parses JSON; 400 when it is not. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new Refusal('BadRequest', `the object provided is unrecognized (must be of type JSON): ${why}`);
  }
}
