import { createServer } from 'node:net';
import { z } from 'zod';
import { apiName } from '../../../src-contracts/brand.ts';
import { type Finding, ok, problem, warning } from './finding.ts';
import { type Fetch, probe } from './probe.ts';

const chooseAnother =
  'Stop the program that uses it, or choose another port with --port (0 for any free one).';
const serviceSchema = z.object({ name: z.literal(apiName) });

/** Tries to listen, and lets go again. When the port is taken, asks whether an API of ours has it. */
export async function checkPort(host: string, port: number, fetch: Fetch): Promise<Finding> {
  const code = await tryListening(host, port);
  if (code === undefined) return ok('port', port === 0 ? 'any free one' : `port ${port} of ${host} is free`);
  if (code === 'EACCES')
    return problem('port', `this user may not listen on port ${port}`, 'Choose a port from 1024 on.');
  if (code === 'EADDRNOTAVAIL')
    return problem('port', `${host} is no address of this machine`, 'Choose another address with --host.');
  if (code !== 'EADDRINUSE')
    return problem('port', `listening on port ${port} of ${host} failed (${code})`, chooseAnother);
  const answer = await probe(`http://127.0.0.1:${port}/`, {}, { fetch, now: Date.now });
  if (answer.answered && serviceSchema.safeParse(answer.body).success)
    return warning(
      'port',
      `a Frontdesk API listens on port ${port} already`,
      'All is well if that is the one you ask about.',
    );
  return problem('port', `port ${port} of ${host} is in use`, chooseAnother);
}

/** The code of the error, or `undefined` when listening works. */
function tryListening(host: string, port: number): Promise<string | undefined> {
  const server = createServer();
  return new Promise((resolve) => {
    server.once('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? 'unknown'));
    server.listen(port, host, () => server.close(() => resolve(undefined)));
  });
}
