import { createServer } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import type { ProbeLine } from '../../src/model/observation.ts';
import type { Batch, ProbePlan } from '../../src/model/plan.ts';
import { runRole } from '../../src/prober/run-role.ts';
import { type Application, echoApplication, silentApplication } from '../support/tls/applications.ts';
import { batchFor } from '../support/tls/measure.ts';
import { serve } from '../support/tls/serve.ts';

const EXPECTED = { expects: { plaintext: 0 } };

/** Runs the outside role with plaintext dials, one target at a time, and gives the lines about dials. */
async function run(batches: Batch[], more: Partial<ProbePlan> = {}, signal = new AbortController().signal) {
  const plan: ProbePlan = {
    version: 1,
    nonce: 'n',
    roots: [],
    concurrency: 1,
    dialTimeout: 2000,
    deadline: 60_000,
    batches: { outside: batches, mesh: [], via: [] },
    expectations: [{ outcomes: ['replied'] }],
    ...more,
  };
  const settings = {
    role: 'outside',
    plan,
    certificates: '',
    podIp: '127.0.0.1',
    admin: '',
    ready: '',
  } as const;
  const lines: ProbeLine[] = [];
  await runRole(settings, signal, (line) => lines.push(line));
  return lines.filter((line) => line.type === 'result' || line.type === 'not-run');
}

async function target(application: Application, more: Partial<Batch> = {}): Promise<Batch> {
  const server = await serve(application);
  onTestFinished(() => server.close());
  return batchFor(server.port, { dials: ['plaintext'], speak: 'token', ...EXPECTED, ...more });
}

/** Closes the first so many connections without a word, then echoes. */
function closing(first: number): Application {
  let count = 0;
  return (socket) => (count++ < first ? socket.once('data', () => socket.end()) : echoApplication(socket));
}

test('a target that is as expected is dialled once', async () => {
  let count = 0;
  const [line] = await run([
    await target((socket) => {
      count++;
      echoApplication(socket);
    }),
  ]);
  expect(line).toMatchObject({ type: 'result', evidence: { bytes: 23 } });
  expect(line?.type === 'result' && line.evidence.looks).toBeUndefined();
  expect(count).toBe(1);
});

test('a target that gets as expected between two looks is told with what it was at first', async () => {
  const [line] = await run([await target(closing(1))]);
  expect(line).toMatchObject({
    type: 'result',
    evidence: { bytes: 23, looks: { count: 3, first: 'closed-after-bytes' } },
  });
});

test('a target that stays different is dialled twice', async () => {
  const [line] = await run([await target(closing(100))]);
  expect(line).toMatchObject({
    evidence: { bytes: 0, looks: { count: 2, ms: 0, first: 'closed-after-bytes' } },
  });
});

test('a port on which something listens a little later is waited for', async () => {
  const late = createServer(echoApplication);
  const port = await freePort();
  onTestFinished(() => void late.close());
  // The second target is dialled after the first one was refused, and opens it.
  const other = await target((socket) => {
    if (!late.listening) late.listen(port, '127.0.0.1');
    echoApplication(socket);
  });
  const refused = batchFor(port, { dials: ['plaintext'], speak: 'token', ...EXPECTED });
  const lines = await run([refused, other]);
  expect(lines.find((line) => line.target === refused.target)).toMatchObject({
    evidence: { bytes: 23, looks: { first: 'connection-refused' } },
  });
});

test('with time to settle it waits longer than it would look otherwise', async () => {
  const patient = await run([await target(closing(4))], { settle: 60_000 });
  expect(patient[0]).toMatchObject({ evidence: { bytes: 23, looks: { count: 6 } } });
});

test('at the deadline the last whole look stands', async () => {
  const stop = new AbortController();
  let count = 0;
  const batch = await target((socket) => {
    if (++count === 2) stop.abort();
    socket.once('data', () => socket.end());
  });
  const [line] = await run([batch], {}, stop.signal);
  expect(line).toMatchObject({ type: 'result', evidence: { bytes: 0, end: 'eof' } });
});

test('a target whose first look is cut off by the deadline is not run', async () => {
  const stop = new AbortController();
  const batch = await target((socket) => {
    stop.abort();
    silentApplication(socket);
  });
  const [line] = await run([batch], {}, stop.signal);
  expect(line).toMatchObject({ type: 'not-run', reason: 'deadline' });
});

async function freePort(): Promise<number> {
  const { port, close } = await serve(silentApplication);
  await close();
  return port;
}
