import { expect, it } from 'vitest';
import { parse } from 'yaml';
import { jsonText } from '../../src/report/json.ts';
import { tableReport } from '../../src/report/table.ts';
import { yamlText } from '../../src/report/yaml.ts';
import { endpoint, runOf, service } from './build-run.ts';

const EVIL = 'x\u001b[2J\u0007\n\u202egnp\u009b31m\u2028';
const UNSAFE = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]/;

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

it('reaches a terminal without control characters', () => {
  for (const width of [80, 200]) {
    expect(tableReport(evilRun(), { colour: false, width })).not.toMatch(UNSAFE);
  }
});

it('survives in YAML, escaped', () => {
  const text = yamlText(evilRun());
  expect(text).not.toMatch(UNSAFE);
  expect(parse(text)).toEqual(evilRun());
});

it('survives in JSON, escaped', () => {
  const text = jsonText(evilRun());
  expect(text).not.toMatch(UNSAFE);
  expect(JSON.parse(text)).toEqual(evilRun());
});
