import { onTestFinished } from 'vitest';
import { startCli } from './demo.ts';

/** Waits until a text of a stream matches, and gives the match. */
export function match(stream: NodeJS.ReadableStream, pattern: RegExp): Promise<RegExpExecArray> {
  return new Promise((resolve, reject) => {
    let text = '';
    stream.on('data', (chunk) => {
      text += String(chunk);
      const found = pattern.exec(text);
      if (found) resolve(found);
    });
    stream.on('end', () => reject(new Error(`ended without ${pattern}: ${text}`)));
  });
}

/** An embedded mesh that stays up until the test is over, and the environment that leads to it. */
export async function serve(situation: string) {
  const running = startCli(['demo', 'serve', situation]);
  onTestFinished(() => void running.kill('SIGKILL'));
  const [, KUBECONFIG = '', MTLS_VERIFY_CONNECT_TO = ''] = await match(
    running.stdout,
    /^export KUBECONFIG='(.+)' MTLS_VERIFY_CONNECT_TO='(.+)'\n/,
  );
  return { running, env: { KUBECONFIG, MTLS_VERIFY_CONNECT_TO } };
}
