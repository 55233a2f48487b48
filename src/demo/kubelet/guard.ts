/**
 * Runs in every container process before its own code: file descriptor 3 is a pipe that the kubelet stand-in never writes
 * to, so its end means that the stand-in is gone, even by SIGKILL, and the process ends itself.
 */
const SOURCE = `
import { Socket } from 'node:net';
const end = () => process.kill(process.pid, 'SIGKILL');
const pipe = new Socket({ fd: 3, readable: true, writable: false });
pipe.on('end', end).on('close', end).on('error', end).resume();
pipe.unref();
`;

/** Arguments for node that load the guard; a data URL, so that it also works from the bundle. */
export const GUARD_ARGUMENTS = ['--import', `data:text/javascript,${encodeURIComponent(SOURCE)}`];
