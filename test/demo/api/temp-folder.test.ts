import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { makeTempFolder } from '../../../src/demo/api/temp-folder.ts';

const MINUTE = 60_000;

/** A folder beside those of the program's own, last changed so long ago. */
function folder(name: string, minutes: number): string {
  const path = join(tmpdir(), name);
  mkdirSync(path);
  writeFileSync(join(path, 'kubeconfig'), 'x');
  const then = new Date(Date.now() - minutes * MINUTE);
  utimesSync(path, then, then);
  return path;
}

/** The id of a process that has ended. */
function gonePid(): number {
  return spawnSync(process.execPath, ['-e', '']).pid;
}

test('a start sweeps the old folders of processes that are gone, and nothing else', () => {
  const place = mkdtempSync(join(tmpdir(), 'temp-folder-test-'));
  vi.stubEnv('TMPDIR', place);
  onTestFinished(() => {
    vi.unstubAllEnvs();
    rmSync(place, { recursive: true });
  });
  const pid = gonePid();
  const swept = folder(`mtls-verify-demo-${pid}-aaaaaa`, 11);
  const kept = [
    folder(`mtls-verify-demo-${pid}-bbbbbb`, 1),
    folder(`mtls-verify-demo-${process.pid}-cccccc`, 11),
    folder('mtls-verify-demo-', 11),
    folder('mtls-verify-test-aaaaaa', 11),
  ];
  const own = makeTempFolder();
  expect(basename(own)).toMatch(new RegExp(`^mtls-verify-demo-${process.pid}-`));
  expect(existsSync(swept)).toBe(false);
  expect([...kept, own].filter((path) => !existsSync(path))).toEqual([]);
});
