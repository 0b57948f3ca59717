// Finds the Redis for the tests, or installs Debian's package.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

/** Makes sure that there is a redis-server, which the tests start themselves; ends the program where there is none. */
export function provideRedis() {
  if (isThere()) return;
  if (process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
    console.error("No redis-server found: installing Debian's package …");
    run('apt-get', ['update', '-qq']);
    run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'redis-server']);
  }
  if (isThere()) return;
  console.error(
    'The tests need redis-server: install it (apt install redis-server, brew install redis), or name one with REDIS_SERVER_BIN.',
  );
  process.exit(1);
}

const isThere = () =>
  spawnSync(process.env.REDIS_SERVER_BIN || 'redis-server', ['--version'], { stdio: 'ignore' }).status === 0;

/** @param {string} command @param {string[]} parameters */
function run(command, parameters) {
  const environment = { ...process.env, DEBIAN_FRONTEND: 'noninteractive', RUNLEVEL: '1' };
  spawnSync(command, parameters, {
    stdio: ['ignore', process.stderr, 'inherit'],
    env: environment,
    timeout: 600_000,
  });
}
