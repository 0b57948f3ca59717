// Proves that the tests of the security statements bite: takes the code of each statement out, in a copy of the tree, and
// expects the statement's tests to fail by an assertion, or the compiler to refuse. `npm run prove -- S10 S19` proves some;
// `--check` looks only whether the code that is to be taken out stands where it is said to.
import { spawn } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { projectFolder } from './build-if-needed.mjs';
import { provideChromium } from './chromium.mjs';
import { provideRedis } from './redis.mjs';
import { answerTurnOffs } from './turn-offs/answers.mjs';
import { loopbackTurnOffs } from './turn-offs/loopback.mjs';
import { machineTurnOffs } from './turn-offs/machines.mjs';
import { sessionTurnOffs } from './turn-offs/sessions.mjs';
import { tokenTurnOffs } from './turn-offs/tokens.mjs';

/**
 * @typedef {object} TurnOff
 * @property {string} statement Its id, e.g. `S01`.
 * @property {string} what What the changed code does.
 * @property {string} file The file that is changed.
 * @property {string} from The piece of code that is changed; it must stand there exactly once.
 * @property {string} to What stands there instead.
 * @property {string[]} [tests] The tests that must fail; those of the statement in tests/security when left out.
 * @property {RegExp} [compiler] What the compiler must say; no test is run then.
 */

const notCopied = /^(node_modules|out|dist|\.git|test-results|playwright-report|coverage)$/;
const mostCopies = 4;
/** How a failed `expect` begins, or one of `expect.poll` is to be known. */
const assertion = /^AssertionError\b|__VITEST_POLL/;
const modules = join(projectFolder, 'node_modules');
const testFiles = readdirSync(join(projectFolder, 'tests', 'security')).map(
  (name) => `tests/security/${name}`,
);

const isCheck = process.argv.includes('--check');
const wanted = process.argv.slice(2).flatMap((word) => (word === '--check' ? [] : word.toUpperCase()));
/** @type {TurnOff[]} */
const turnOffs = [
  ...loopbackTurnOffs,
  ...answerTurnOffs,
  ...tokenTurnOffs,
  ...sessionTurnOffs,
  ...machineTurnOffs,
]
  .filter(({ statement }) => wanted.length === 0 || wanted.includes(statement))
  .map((turnOff) => ({
    tests: testFiles.filter((file) => file.includes(`/${turnOff.statement.toLowerCase()}-`)),
    ...turnOff,
  }));

checkTable();
if (isCheck) process.exit(0);
provideRedis();
const environment = { ...process.env, CHROMIUM_BIN: provideChromium() };
const folder = mkdtempSync(join(tmpdir(), 'frontdesk-prove-'));
const running = new Set();
process.once('exit', () => {
  for (const child of running) child.kill();
  rmSync(folder, { recursive: true, force: true });
});
for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => process.exit(1));
process.exitCode = (await proveAll()) ? 0 : 1;

/** Tells of rows that are out of date before anything runs. */
function checkTable() {
  const wrong = turnOffs.flatMap(({ statement, what, file, from, tests }) => {
    const count = readFileSync(join(projectFolder, file), 'utf8').split(from).length - 1;
    return [
      ...(count === 1 ? [] : [`  ${statement}, ${what}: its code stands ${count} times in ${file}`]),
      ...(tests.length > 0 ? [] : [`  ${statement}, ${what}: it has no test`]),
    ];
  });
  const covered = new Set(turnOffs.map(({ statement }) => statement));
  const statements = testFiles.flatMap((file) => /\/(s\d+)-/.exec(file)?.[1]?.toUpperCase() ?? []);
  for (const statement of wanted.length > 0 ? wanted : new Set(statements))
    if (!covered.has(statement)) wrong.push(`  ${statement}: there is none`);
  if (wrong.length === 0) return console.log(`${turnOffs.length} turn-offs fit the code.`);
  console.error(`The turn-offs of tools/turn-offs do not fit:\n${wrong.join('\n')}`);
  process.exit(1);
}

/** Works through all of it in a few copies side by side. */
async function proveAll() {
  const startedAt = performance.now();
  const jobs = [
    { tests: [...new Set(turnOffs.flatMap(({ compiler, tests }) => (compiler ? [] : tests)))] },
    ...turnOffs,
  ];
  let proved = 0;
  const count = jobs.length;
  const work = async (_nothing, index) => {
    const copy = createCopy(index);
    for (let job = jobs.shift(); job; job = jobs.shift()) if (await prove(job, copy)) proved += 1;
  };
  await Promise.all(Array.from({ length: Math.min(mostCopies, availableParallelism()) }, work));
  const seconds = Math.round((performance.now() - startedAt) / 1_000);
  console.log(
    proved === count
      ? `\nEach of ${turnOffs.length} turn-offs was noticed (${seconds} s).`
      : `\n${count - proved} of ${count} lines are not as they should be (${seconds} s).`,
  );
  return proved === count;
}

/** A tree of its own, which shares the packages. */
function createCopy(index) {
  const copy = join(folder, String(index));
  cpSync(projectFolder, copy, {
    recursive: true,
    filter: (source) => !notCopied.test(source.slice(projectFolder.length + 1)),
  });
  symlinkSync(modules, join(copy, 'node_modules'), 'dir');
  return copy;
}

/** Changes the copy, looks what becomes of it, and changes it back. Without a change the tests have to pass. */
async function prove(job, copy) {
  if (!job.statement) {
    const outcome = await runTests(job.tests, copy);
    const passes = outcome.verdict === 'survives';
    const title = `as it is, ${job.tests.length} files of tests`;
    return tell(passes, title, passes ? { ...outcome, verdict: 'passes' } : outcome);
  }
  const path = join(copy, job.file);
  const original = readFileSync(path, 'utf8');
  writeFileSync(path, original.split(job.from).join(job.to));
  const outcome = job.compiler ? await compile(job.compiler, copy) : await runTests(job.tests, copy);
  writeFileSync(path, original);
  return tell(outcome.verdict === 'bites', `${job.statement}  ${job.what} (${job.file})`, outcome);
}

/** @param {{verdict: 'bites' | 'survives' | 'breaks' | 'passes', detail: string}} outcome */
function tell(isProved, title, { verdict, detail }) {
  console.log(`${isProved ? 'ok  ' : 'FAIL'}  ${verdict.padEnd(9)} ${title}\n${' '.repeat(16)}${detail}`);
  return isProved;
}

/** `breaks`: something failed, but no assertion, which proves nothing. */
async function runTests(tests, copy) {
  const report = join(copy, 'report.json');
  rmSync(report, { force: true });
  const vitest = join(modules, 'vitest', 'vitest.mjs');
  const output = await run(
    [vitest, 'run', ...tests, '--bail', '1', '--reporter', 'json', '--outputFile', report],
    copy,
  );
  const { success, testResults } = readReport(report) ?? { success: false, testResults: [] };
  const failures = testResults.flatMap(({ assertionResults }) =>
    assertionResults.filter(({ status }) => status === 'failed'),
  );
  const bitten = failures.find(({ failureMessages: [message = ''] }) => assertion.test(message));
  if (bitten) return { verdict: 'bites', detail: bitten.fullName };
  if (success) return { verdict: 'survives', detail: tests.join(' ') };
  const [reason = output] = [
    ...failures.flatMap(({ fullName, failureMessages }) => `${fullName}: ${failureMessages[0]}`),
    ...testResults.flatMap(({ message }) => message || []),
  ];
  return { verdict: 'breaks', detail: reason.slice(0, 500) };
}

async function compile(expected, copy) {
  const output = await run([join(modules, 'typescript', 'bin', 'tsc'), '-p', '.', '--pretty', 'false'], copy);
  const found = expected.exec(output)?.[0].split('\n')[0];
  if (found) return { verdict: 'bites', detail: found };
  return { verdict: output === '' ? 'survives' : 'breaks', detail: output.slice(0, 500) };
}

function readReport(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return undefined;
  }
}

function run(parameters, cwd) {
  return new Promise((resolve) => {
    let output = '';
    const child = spawn(process.execPath, parameters, { cwd, env: environment });
    running.add(child);
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (chunk) => {
        output += chunk;
      });
    child.once('close', () => {
      running.delete(child);
      resolve(output);
    });
  });
}
