import { describe, expect, it } from 'vitest';
import type { Subject } from '../../src/explain/subject.ts';
import { explanationText } from '../../src/report/explanation-text.ts';
import { explainIn } from '../explain/situation.ts';

const SUBJECTS: [
  situation: string,
  kind: Subject['kind'],
  namespace: string,
  name: string,
  from?: string[],
][] = [
  ['shop', 'Service', 'shop', 'orders'],
  ['shop', 'Pod', 'shop', 'payments-4d2a'],
  ['a10-strict-under-disable', 'Service', 'app', 'web'],
  ['a05-oldest-wins', 'Service', 'app', 'web'],
  ['c06-rule-elsewhere', 'Service', 'app', 'web'],
  ['b05-mixed-replicas', 'Service', 'app', 'web'],
  ['c07-rule-of-client-namespace', 'Service', 'app', 'web', ['app', 'shop']],
];

describe('an explanation for people', () => {
  it.each(SUBJECTS)('%s: %s %s/%s', async (situation, kind, namespace, name, from) => {
    const explanation = await explainIn(situation, { kind, namespace, name, port: null }, from);
    const text = explanationText(explanation, { colour: false, width: 110 });
    await expect(text).toMatchFileSnapshot(`goldens/explain-${situation}-${name}.txt`);
    expect(Math.max(...text.split('\n').map(({ length }) => length))).toBeLessThanOrEqual(130);
  });
});
