/**
 * Runs in every container process before its own code. File descriptor 3 is a pipe that the kubelet stand-in never writes
 * to, so its end means that the stand-in is gone, even by SIGKILL, and the process ends itself. And nothing leaves the
 * machine: the pod IPs of a situation are real addresses somewhere, so a connection that was not led to loopback
 * (`connectTo`) finds no network, and a name no address.
 */
const SOURCE = `
import net from 'node:net';

const end = () => process.kill(process.pid, 'SIGKILL');
const pipe = new net.Socket({ fd: 3, readable: true, writable: false });
pipe.on('end', end).on('close', end).on('error', end).resume();
pipe.unref();

const connect = net.Socket.prototype.connect;
net.Socket.prototype.connect = function (...args) {
  // net.connect() hands over its own arguments as one list.
  const [first, second] = Array.isArray(args[0]) ? args[0] : args;
  const { host = typeof second === 'string' ? second : 'localhost', port = first, path } =
    typeof first === 'object' && first !== null ? first : {};
  if (path || host === 'localhost' || host === '::1' || /^127\\./.test(host)) {
    return connect.apply(this, args);
  }
  const [code, syscall] = net.isIP(host) ? ['ENETUNREACH', 'connect'] : ['ENOTFOUND', 'getaddrinfo'];
  const error = new Error([syscall, code, host].join(' '));
  Object.assign(error, { code, syscall, address: host, port });
  process.nextTick(() => this.destroy(error));
  return this;
};
`;

/** Arguments for node that load the guard; a data URL, so that it also works from the bundle. */
export const GUARD_ARGUMENTS = ['--import', `data:text/javascript,${encodeURIComponent(SOURCE)}`];
