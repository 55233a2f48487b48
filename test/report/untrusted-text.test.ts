import { expect, it } from 'vitest';
import { parse } from 'yaml';
import { jsonText } from '../../src/report/json.ts';
import { FORMATS } from '../../src/report/registry.ts';
import { yamlText } from '../../src/report/yaml.ts';
import { endpoint, runOf, service } from './build-run.ts';

const EVIL = 'x\u001b[2J\u0007\n\u202egnp\u009b31m\u2028\u061c\u200b\u200d\u2060\ufeff\u00ad\u3164\u{e0041}';
const UNSAFE =
  /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164\ufeff\u{e0000}-\u{e007f}\ud800-\udfff]/u;

function evilRun() {
  const row = endpoint(
    {
      pod: EVIL,
      ip: '10.0.0.9',
      port: 8080,
      declared: 'STRICT',
      cells: ['replied', 'not-tls', 'not-tls', 'not-tls'],
      predicted: {
        effective: 'NONE',
        cause: 'no-sidecar',
        reason: EVIL,
        declared: {
          mode: 'STRICT',
          decidedBy: { kind: 'PeerAuthentication', name: EVIL },
          level: 'mesh',
          rejected: [],
        },
      },
    },
    [EVIL, 80, EVIL],
  );
  const bare = endpoint({ pod: EVIL, ip: '10.0.0.9', port: 1, declared: 'STRICT', cells: [] }, null);
  const notes = [{ code: 'mesh-doubt' as const, message: EVIL }];
  return runOf([row, bare], [service([EVIL, 80, EVIL], [row], { cell: 'silent' })], { notes, from: EVIL });
}

it.each(Object.entries(FORMATS))('leaves as %s without characters that act or hide', (_name, format) => {
  for (const width of [80, 200]) {
    expect(format.run(evilRun(), { colour: false, width })).not.toMatch(UNSAFE);
  }
});

it('survives in YAML, escaped', () => {
  expect(parse(yamlText(evilRun()))).toEqual(evilRun());
});

it('survives in JSON, escaped', () => {
  expect(JSON.parse(jsonText(evilRun()))).toEqual(evilRun());
});
