import { describe, expect, it } from 'vitest';
import { explainIn } from './situation.ts';

/** `object (level, mode): why` of the policies weighed for the first port. */
async function weighed(situation: string, name: string, namespace = 'app') {
  const { servers } = await explainIn(situation, { kind: 'Service', namespace, name, port: null });
  return (servers[0]?.declared.policies ?? []).map(
    ({ object, level, mode, decides, why }) =>
      `${decides ? '* ' : ''}${object.namespace}/${object.name} ${level} ${mode}: ${why}`,
  );
}

describe('the policies in order', () => {
  it('tells the one that decides and why wider ones do not', async () => {
    expect(await weighed('a10-strict-under-disable', 'web')).toMatchInlineSnapshot(`
      [
        "* app/web workload STRICT: it decides",
        "istio-system/default mesh DISABLE: the workload level comes before the mesh level",
      ]
    `);
  });

  it('tells that a younger policy of a level is ignored', async () => {
    expect(await weighed('a05-oldest-wins', 'web')).toMatchInlineSnapshot(`
      [
        "* app/a namespace STRICT: it decides",
        "app/b null null: a is older, and only the oldest policy of a level counts",
      ]
    `);
  });

  it('tells that UNSET leaves it to the next level', async () => {
    expect(await weighed('a13-unset-inherits', 'web')).toMatchInlineSnapshot(`
      [
        "app/default namespace null: it sets no mode (UNSET), so the next level counts",
        "* istio-system/default mesh STRICT: it decides",
      ]
    `);
  });

  it('tells port modes from the mode of the workload', async () => {
    expect(await weighed('a12-webhook-exception', 'web')).toMatchInlineSnapshot(`
      [
        "* app/web workload STRICT: it decides",
        "istio-system/default mesh STRICT: the workload level comes before the mesh level",
      ]
    `);
  });

  it('tells that a Gateway opens the port of a gateway', async () => {
    expect(await weighed('a23-gateway', 'gateway')).toMatchInlineSnapshot(`
      [
        "* app/public gateway DISABLE: it opens the port",
        "app/default namespace STRICT: PeerAuthentication has no effect on the ports of a gateway",
      ]
    `);
  });
});
