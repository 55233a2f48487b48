import { ambientPolicy } from '../../src/policy/ambient/mode.ts';
import { gatewayPorts } from '../../src/policy/gateways/gateway-ports.ts';
import { type Comparison, comparison } from './comparison.ts';
import type { Answer } from './istiod.ts';
import type { Situation } from './situation.ts';

/** Compares what istiod sends to ztunnel and to gateways with what we make of the same objects. */
export function comparePlanes(situation: Situation, { ambient = {}, gateways = {} }: Answer): Comparison {
  return comparison(situation, (index, mesh, check) => {
    for (const pod of situation.pods) {
      const name = `${pod.metadata?.namespace}/${pod.metadata?.name}`;
      for (const [port, mode] of Object.entries(ambient[name] ?? {}))
        check(
          `ztunnel ${name}:${port}`,
          mode,
          ambientPolicy(index, mesh, pod, port === '*' ? 1 : Number(port)).mode,
        );
      const theirs = gateways[name];
      if (!theirs) continue;
      const ours = gatewayPorts(index, mesh, pod);
      const open = [...ours.keys()].filter((port) => port < 15000).map(String);
      for (const port of new Set([...Object.keys(theirs), ...open])) {
        const found = ours.get(Number(port));
        const [modes = 'none', wanted] = [theirs[port], found?.mixed ? 'mixed' : (found?.mode ?? 'none')];
        check(`gateway ${name}:${port}`, modes.includes(' ') ? 'mixed' : modes, wanted);
      }
    }
  });
}
