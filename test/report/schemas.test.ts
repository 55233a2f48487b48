import { readFileSync } from 'node:fs';
import sarif from '@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json' with { type: 'json' };
import Draft4 from 'ajv-draft-04';
import { XmlDocument, XsdValidator } from 'libxml2-wasm';
import { describe, expect, it, test } from 'vitest';
import { VerifyError } from '../../src/model/errors.ts';
import { failureDocument } from '../../src/model/failure-document.ts';
import type { Run } from '../../src/model/run.ts';
import type { RunFormat } from '../../src/report/format.ts';
import { FORMATS, failureText } from '../../src/report/registry.ts';
import { schemaErrors } from '../support/run-schema.ts';
import { SAVED_RUNS, savedRun } from '../support/saved-runs.ts';
import { hostileRun } from './hostile.ts';
import { shop } from './shop.ts';

const failure = failureDocument(new VerifyError('NO_ISTIO', 'no Istio <here>', 'look & see'), '0.1.0', 0);
const runs: [string, () => Run][] = [
  ...SAVED_RUNS.map((name): [string, () => Run] => [name, () => savedRun(name)]),
  ['the shop', shop],
  ['hostile names', hostileRun],
];
const report = async (format: RunFormat, run: Run) => FORMATS[format].run(run, { colour: false, width: 120 });

describe('JSON', () => {
  test.each(runs)('of %s is what the published schema says', async (_name, run) => {
    expect(schemaErrors(JSON.parse(await report('json', run())))).toEqual([]);
  });

  it('of a failure is what the published schema says', async () => {
    expect(schemaErrors(JSON.parse((await failureText('json', failure)) ?? ''))).toEqual([]);
  });

  it('is held to it', () => {
    expect(schemaErrors({ ...shop(), exitCode: 4 })).not.toEqual([]);
    expect(schemaErrors({ ...shop(), surplus: true })).not.toEqual([]);
  });
});

describe.each(['ant-junit.xsd', 'jenkins-junit-10.xsd'])('JUnit by %s', (file) => {
  const schema = XmlDocument.fromBuffer(readFileSync(`test/report/schemas/${file}`));
  const validator = XsdValidator.fromDoc(schema);
  const check = (xml: string) => {
    const document = XmlDocument.fromString(xml);
    try {
      validator.validate(document);
    } finally {
      document.dispose();
    }
  };

  test.each(runs)('%s is valid', async (_name, run) => {
    check(await report('junit', run()));
  });

  it('a failure is valid', async () => {
    check((await failureText('junit', failure)) ?? '');
  });

  it('holds it to something', async () => {
    const xml = await report('junit', shop());
    expect(() => check(xml.replace('<testcase ', '<testcast '))).toThrow();
  });
});

describe('SARIF', () => {
  // A pattern of the published schema is no regular expression in Unicode mode.
  const ajv = new Draft4.default({ strict: false, validateFormats: false, unicodeRegExp: false });
  const errors = (document: string) => {
    ajv.validate(sarif, JSON.parse(document));
    return ajv.errors ?? [];
  };

  test.each(runs)('of %s is valid', async (_name, run) => {
    expect(errors(await report('sarif', run()))).toEqual([]);
  });

  it('of a failure is valid', async () => {
    expect(errors((await failureText('sarif', failure)) ?? '')).toEqual([]);
  });

  it('is held to something', async () => {
    expect(errors((await report('sarif', shop())).replace('"ruleId"', '"ruleIt"'))).not.toEqual([]);
  });
});
