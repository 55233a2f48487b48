import { join } from 'node:path';
import { execa } from 'execa';
import { describe, expect, it } from 'vitest';
import { serve } from '../e2e/support/serve.ts';
import { labFolder } from '../support/lab-folder.ts';
import { NODE } from './suite/lab.ts';

const KUBECTL = join(labFolder(), 'kubectl/kubectl/kubectl');

/** kubectl on an embedded mesh that stays up. */
async function kubectlOn(situation: string) {
  const { env } = await serve(situation);
  const kubectl = async (...args: string[]) => (await execa(KUBECTL, args, { env, timeout: 30_000 })).stdout;
  return { env, kubectl };
}

describe('the real kubectl on demo serve', () => {
  it('gets and describes what is there', async () => {
    const { kubectl } = await kubectlOn('shop');
    expect(await kubectl('get', 'pods', '-n', 'shop')).toMatch(/^web-6d4f +\d\/\d +Running/m);
    expect(await kubectl('get', 'peerauthentications', '-A')).toMatch(/^shop +default/m);
    expect(await kubectl('get', 'service', 'web', '-n', 'shop', '-o', 'jsonpath={.spec.ports[0].port}')).toBe(
      '80',
    );
    const described = await kubectl('describe', 'pod', 'web-6d4f', '-n', 'shop');
    expect(described).toMatch(/^Name: +web-6d4f$/m);
    expect(described).toContain('istio-proxy');
    expect(await kubectl('describe', 'service', 'web', '-n', 'shop')).toMatch(/^Port: +http +80\/TCP$/m);
  });

  it('shows the logs and the events of a run that is kept', async () => {
    const { env, kubectl } = await kubectlOn('healthy');
    const args = ['bin/run.js', 'namespace', 'app', '--keep'];
    expect((await execa(NODE, args, { env, reject: false })).exitCode).toBe(0);
    const pods = (await kubectl('get', 'pods', '-n', 'app', '-o', 'name')).split('\n');
    const outside = pods.find((name) => name.includes('no-sidecar')) ?? '';
    expect(await kubectl('logs', outside, '-n', 'app')).toContain('"type":"start"');
    expect(await kubectl('events', '-n', 'app')).toContain('Created');
  });
});
