import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { judgeEndpoint } from '../../src/judge/endpoint.ts';
import type { Observation, ProbeLine } from '../../src/model/observation.ts';
import { type Batch, DIALS_IN_DOUBT } from '../../src/model/plan.ts';
import { isMeshCertificate } from '../../src/observe/identity.ts';
import { classify } from '../../src/observe/outcome.ts';
import { parseProbeLine } from '../../src/observe/probe-line.ts';
import { FORMATS } from '../../src/report/registry.ts';
import { endpointPrediction, endpointTarget } from '../judge/build.ts';
import { runOf } from '../report/build-run.ts';
import { HTTP_PEERS } from '../support/hostile/http.ts';
import { RAW_PEERS } from '../support/hostile/raw.ts';
import { RECORD_PEERS } from '../support/hostile/records.ts';
import { tlsPeers } from '../support/hostile/tls.ts';
import { bundleProber, NONCE, type ProberBundle } from '../support/prober-process.ts';
import { httpApplication } from '../support/tls/applications.ts';
import { batchFor, SPIFFE_ID } from '../support/tls/measure.ts';
import { createMeshCa } from '../support/tls/mesh-ca.ts';
import { serve, type TestServer } from '../support/tls/serve.ts';

type Result = Extract<ProbeLine, { type: 'result' }>;

const ca = await createMeshCa();
const leaf = await ca.issue({ uri: SPIFFE_ID });
const peers = { ...RAW_PEERS, ...HTTP_PEERS, ...RECORD_PEERS, ...(await tlsPeers(leaf)) };
const names = Object.keys(peers);
const DIALS = { outside: ['plaintext', 'tls-mesh', 'tls-plain'], mesh: ['mtls'] } as const;
/** How much of an answer is read at most, and what one more piece from the socket can add. */
const MOST = 2 * 65_536;
/** Longest line of the log: half of what the reader takes. */
const LINE = 8192;
const MIB = 1024 * 1024;
/** Prints the most memory that the process had, in bytes, when it ends. */
const MEASURE = `data:text/javascript,process.on('exit',()=>console.error(process.resourceUsage().maxRSS*1024))`;

let prober: ProberBundle;
let servers: TestServer[];
const reported: Record<keyof typeof DIALS, Result[]> = { outside: [], mesh: [] };

beforeAll(async () => {
  prober = await bundleProber(ca.root);
  const own = await ca.issue({ uri: 'spiffe://cluster.local/ns/probe/sa/default' });
  for (const [name, text] of Object.entries({ 'cert-chain': own.cert, key: own.key, 'root-cert': ca.root })) {
    await writeFile(join(prober.folder, `${name}.pem`), text);
  }
  servers = await Promise.all(Object.values(peers).map(serve));
});
afterAll(async () => {
  await prober.remove();
  await Promise.all(servers.map((server) => server.close()));
});

async function run(role: keyof typeof DIALS, batches: Batch[]) {
  const env = await prober.prepare(role, batches, { dialTimeout: 500, deadline: 120_000 });
  const { stdout, stderr } = await promisify(execFile)(
    process.execPath,
    ['--max-old-space-size=64', '--import', MEASURE, prober.script],
    { env: { ...env, MTLS_PROBE_CERTS: prober.folder }, maxBuffer: 16 * MIB },
  );
  return { lines: stdout.trimEnd().split('\n'), memory: Number(stderr) };
}

function batches(role: keyof typeof DIALS): Batch[] {
  return names.flatMap((target, index) =>
    (['http', 'token', 'tls-token'] as const).map((speak) =>
      batchFor(servers[index]?.port ?? 0, { target: `${speak} ${target}`, dials: [...DIALS[role]], speak }),
    ),
  );
}

describe.each(['outside', 'mesh'] as const)('hostile peers, role %s', (role) => {
  let lines: string[];
  let memory: number;
  let results: Result[];
  const all = () => batches(role);

  beforeAll(async () => {
    ({ lines, memory } = await run(role, all()));
    results = lines.flatMap((text) => {
      const line = parseProbeLine(JSON.parse(text.replace(new RegExp(`^mtls-verify ${NONCE} \\d+ `), '')));
      return line?.type === 'result' ? [line] : [];
    });
    reported[role] = results;
  }, 150_000);

  test('every dial comes to an outcome by itself, before the deadline', () => {
    const wanted = all().flatMap(({ target, dials }) => dials.map((dial) => `${dial} ${target}`));
    const planned = results.filter(({ dial }) => !DIALS_IN_DOUBT.some((added) => added === dial));
    expect(planned.map(({ target, dial }) => `${dial} ${target}`).toSorted()).toEqual(wanted.toSorted());
  });

  test('no more is read than is kept, and little is said of it', () => {
    for (const { target, evidence } of results) expect(evidence.bytes, target).toBeLessThanOrEqual(MOST);
    for (const line of lines) expect(line.length, line.slice(0, 200)).toBeLessThanOrEqual(LINE);
  });

  test('the log is printable ASCII', () => {
    for (const line of lines) expect(line).toMatch(/^[\x20-\x7e]+$/);
  });

  test('memory stays near that of a run against a tame server', async () => {
    const tame = await serve(httpApplication());
    const calm = await run(role, [batchFor(tame.port, { dials: [...DIALS[role]] })]);
    await tame.close();
    expect(memory - calm.memory).toBeLessThan(64 * MIB);
  });
});

/** Shows the certificate of the mesh and ends the connection: just what a STRICT sidecar does whose application is down. */
const LIKE_A_DEAD_APPLICATION = /token TLS, then (a reset|an end of its half)$/;

test('none of them passes for STRICT, and no report of them acts on a terminal', async () => {
  const rows = [...new Set(reported.outside.map(({ target }) => target))].map((id) => {
    const seen = [...reported.outside, ...reported.mesh].filter(({ target }) => target === id);
    const observations = seen.map(({ target, dial, evidence }): Observation => {
      const meshCertificate = isMeshCertificate(evidence.certificate, [
        { namespace: 'shop', serviceAccount: 'server' },
      ]);
      return { target, dial, evidence, meshCertificate, outcome: classify(evidence, meshCertificate) };
    });
    const target = endpointTarget(id.startsWith('http') ? 'HTTP' : 'TCP', { id, ip: '127.0.0.1' });
    return judgeEndpoint(target, endpointPrediction('STRICT'), observations, {
      controlsOk: true,
      require: null,
    });
  });
  const matching = rows.filter(({ verdict }) => verdict === 'match').map(({ target }) => target.id);
  expect(matching.filter((id) => !LIKE_A_DEAD_APPLICATION.test(id))).toEqual([]);
  for (const format of Object.values(FORMATS)) {
    const text = await format.run(runOf(rows, []), { colour: false, width: 120 });
    expect(text.replaceAll('\n', '')).not.toMatch(/[\p{C}\p{Zl}\p{Zp}]/u);
  }
});
