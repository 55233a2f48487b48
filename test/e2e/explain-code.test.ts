import { execa } from 'execa';
import { describe, expect, it } from 'vitest';

const NODE = process.env['MTLS_VERIFY_NODE'] ?? process.execPath;

async function explainCode(...args: string[]) {
  const { exitCode, stdout, stderr } = await execa(NODE, ['bin/run.js', 'explain-code', ...args], {
    reject: false,
  });
  return { exitCode, stdout: String(stdout), stderr: String(stderr) };
}

describe('mtls-verify explain-code', () => {
  it('prints what a code means, what is looked at and what to do', async () => {
    const { exitCode, stdout } = await explainCode('mtls404');
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/^MTLS404 \(warning\) exception for every port of a workload\n/);
    expect(stdout).toContain('To do: Set spec.mtls.mode of the PeerAuthentication to STRICT');
    expect(stdout).toContain('Documentation: docs/findings/scope.md#mtls404');
  });

  it('gives every entry of an alias in JSON', async () => {
    const { exitCode, stdout } = await explainCode('KIA0105', '-o', 'json');
    const { entries } = JSON.parse(stdout) as { entries: { code: string; aliases: string[] }[] };
    expect(exitCode).toBe(0);
    expect(entries.map(({ code }) => code)).toEqual(['MTLS021', 'MTLS316']);
    expect(entries.every(({ aliases }) => aliases.includes('KIA0105'))).toBe(true);
  });

  it('says why a check of Kiali has no finding here', async () => {
    const { exitCode, stdout } = await explainCode('KIA0206');
    expect(exitCode).toBe(0);
    expect(stdout).toContain('KIA0206: no finding here.');
  });

  it('offers near matches for a code that is none', async () => {
    const { exitCode, stdout, stderr } = await explainCode('MTLS411');
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' });
    expect(stderr).toContain('did you mean MTLS405');
  });
});
