import { describe, expect, test } from 'vitest';
import type { Observation, Outcome } from '../../src/model/observation.ts';
import { observedMode } from '../../src/observe/mode.ts';

function seen(dial: 'tls-mesh' | 'tls-plain', outcome: Outcome, meshCertificate = false): Observation {
  return { target: 't', dial, outcome, meshCertificate };
}

describe('observedMode', () => {
  const mesh = seen('tls-mesh', 'certificate-required', true);
  test.for<[string, Observation[], string | null]>([
    ['mesh certificate on both', [mesh, seen('tls-plain', 'certificate-required', true)], 'STRICT'],
    [
      'on both, application dead',
      [seen('tls-mesh', 'closed-after-bytes', true), seen('tls-plain', 'closed-after-bytes', true)],
      'STRICT',
    ],
    ['on tls-mesh only', [mesh, seen('tls-plain', 'closed-after-bytes')], 'PERMISSIVE'],
    ['on tls-mesh, silence on the other', [mesh, seen('tls-plain', 'silent')], 'PERMISSIVE'],
    ['on neither', [seen('tls-mesh', 'not-tls'), seen('tls-plain', 'not-tls')], 'NONE'],
    [
      'an application’s demand on both',
      [seen('tls-mesh', 'certificate-required'), seen('tls-plain', 'certificate-required')],
      'NONE',
    ],
    [
      'on tls-plain only',
      [seen('tls-mesh', 'not-tls'), seen('tls-plain', 'certificate-required', true)],
      null,
    ],
    ['tls-plain not run', [mesh, seen('tls-plain', 'not-run')], null],
    ['tls-plain refused at connect', [mesh, seen('tls-plain', 'connection-refused')], null],
    ['tls-plain unreachable', [mesh, seen('tls-plain', 'unreachable')], null],
    ['tls-mesh not run', [seen('tls-mesh', 'not-run'), seen('tls-plain', 'not-tls')], null],
    ['one only', [mesh], null],
    ['none', [], null],
  ])('%s: %s', ([, observations, mode]) => {
    expect(observedMode(observations)).toBe(mode);
  });
});
