import { expect, it } from 'vitest';
import { jobsAndConfigMaps } from './support/left.ts';
import { cliOn, play } from './support/played.ts';

it('ends with exit 2 before a port is dialled where what is asked cannot be', {
  timeout: 120_000,
}, async () => {
  const mesh = await play('skip-port', 'app');
  const asked: [words: string, ...args: string[]][] = [
    ['endpoints of Service app/web and get its traffic', '--labels', 'app=web'],
    ['no port 9001 to skip in namespace app', '--skip-port', '9001'],
    ['namespace nowhere does not exist', '--from', 'app', '--from', 'nowhere'],
    ['serviceaccount "nobody" not found', '--from-service-account', 'nobody'],
  ];
  for (const [words, ...args] of asked) {
    const { exitCode, stdout, stderr } = await cliOn(mesh, 'namespace', 'app', ...args);
    expect(String(stderr).replace(/\s+/g, ' ')).toContain(words);
    expect([exitCode, String(stdout)]).toEqual([2, '']);
  }
  expect(await jobsAndConfigMaps(mesh.kubeconfigPath, 'app')).toEqual([]);
});

it('says that nothing was probed where every port is left alone', async () => {
  const mesh = await play('skip-port', 'app');
  const skips = ['--skip-port', 'http', '--skip-port', '9000'];
  const { exitCode, stdout } = await cliOn(mesh, 'namespace', 'app', ...skips);
  expect(stdout).toContain('Note (nothing-to-probe): every port is skipped');
  expect(exitCode).toBe(3);
});
