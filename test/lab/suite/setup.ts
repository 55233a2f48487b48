import { lab } from './lab.ts';

/** Puts the situations on the lab; another cluster (KUBECONFIG) has them already. */
export async function setup(): Promise<void> {
  if (process.env['KUBECONFIG']) return;
  await lab('mesh', 'reset');
  await lab('workloads');
}
