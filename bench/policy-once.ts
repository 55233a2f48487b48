import { policyTime } from './policy-time.ts';
import { policyWorld } from './policy-world.ts';

/** One round in a process of its own, as a user has it: nothing is compiled yet. Prints what it took as JSON. */
const snapshot = policyWorld(200);
const before = process.cpuUsage();
const { milliseconds, endpoints, services } = policyTime(snapshot);
const { user, system } = process.cpuUsage(before);
const memory = Math.round(process.resourceUsage().maxRSS / 1024);
process.stdout.write(
  JSON.stringify({ milliseconds, endpoints, services, cpu: (user + system) / 1000, memory }),
);
