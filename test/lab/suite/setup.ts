import { place } from '../situation/place.ts';
import { lab } from './lab.ts';
import { standing } from './situations.ts';

/** Puts the situations that stay on the cluster. */
export async function setup(): Promise<void> {
  if (!process.env['KUBECONFIG']) await lab('mesh', 'reset');
  await place(standing.map(({ name }) => name));
}
