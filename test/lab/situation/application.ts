import { readFileSync } from 'node:fs';
import { APP_SERVERS } from '../../../src/demo/wire/apps.ts';
import type { App } from '../../../src/demo/wire/wire.ts';

/** The program of a pod on the lab: the applications of the embedded mesh, on the ports that `PORTS` names. */
const ports = JSON.parse(process.env['PORTS'] ?? '{}') as Record<string, App>;
const certificate = {
  cert: readFileSync('/application/tls.crt', 'utf8'),
  key: readFileSync('/application/tls.key', 'utf8'),
};
const name = process.env['HOSTNAME'] ?? 'server';

for (const [port, app] of Object.entries(ports)) {
  APP_SERVERS[app]({ name, certificate })?.listen(Number(port), '0.0.0.0');
}
process.on('SIGTERM', () => process.exit(0));
// Nothing listens where every application is down.
setInterval(() => undefined, 3_600_000);
