import { abortAfter } from '../util/deadline.ts';
import { createFrameWriter } from './frame-writer.ts';
import { runRole } from './run-role.ts';
import { readSettings } from './settings.ts';

// The program in the probe pod. It says all it has to say in framed lines on stdout, the last of type `end`.
// The pod is being taken away: without an end marker the probe is known to be lost, and may be made again elsewhere.
process.once('SIGTERM', () => process.exit(143));
const settings = await readSettings(process.env);
const deadline = abortAfter([], settings.plan.deadline);
const writer = createFrameWriter(settings.plan.nonce, process.stdout);
await runRole(settings, deadline.signal, writer.write);
await writer.end();
process.exit(0);
