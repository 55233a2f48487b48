import { standing } from '../suite/situations.ts';
import { place } from './place.ts';

/** The program behind `lab workloads`: puts the situations that it is given on the lab. */
const names = process.argv.slice(2);
await place(names.length > 0 ? names : standing.map(({ name }) => name));
