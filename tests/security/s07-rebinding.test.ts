import { type Browser, chromium } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { chromiumPath, chromiumSwitches } from '../e2e/support/environment.ts';
import { useApi } from '../integration/api/support/use-api.ts';

const evilHost = 'rebind.evil.example';

/**
 * DNS rebinding as a browser sees it: the page came from the attacker's server at evilHost:port; then the
 * name points to 127.0.0.1, so that requests of the page, same-origin for the browser, reach the API on that
 * port.
 */
describe('S07: a page whose host name was rebound to 127.0.0.1 reads nothing', () => {
  const headless = useApi();
  const embedded = useApi({ mode: 'embedded' });
  let browser: Browser;
  beforeAll(async () => {
    browser = await chromium.launch({
      executablePath: chromiumPath(),
      args: [
        ...chromiumSwitches,
        // Not every browser has this check; the API must not lean on it.
        '--disable-features=LocalNetworkAccessChecks',
        `--host-resolver-rules=MAP ${evilHost} 127.0.0.1, MAP * ~NOTFOUND, EXCLUDE 127.0.0.1`,
      ],
    });
  });
  afterAll(() => browser.close());

  it.each([
    ['headless', headless],
    ['embedded', embedded],
  ])('%s', async (_mode, running) => {
    const { api, clerk } = running();
    const token = await clerk.signToken();
    const origin = `http://${evilHost}:${api.port}`;
    const page = await browser.newPage();
    await page.route(`${origin}/attack`, (route) =>
      route.fulfill({ contentType: 'text/html', body: 'evil' }),
    );
    await page.goto(`${origin}/attack`);
    const answers = await page.evaluate(
      async ([stolen, target]) => {
        const outcomes: string[] = [];
        for (const base of ['', target])
          for (const path of ['/', '/healthz', '/protected', '/openapi.json', '/v1/me'])
            for (const headers of [{}, { Authorization: `Bearer ${stolen}` }])
              outcomes.push(
                await fetch(`${base}${path}`, { headers }).then(
                  async (response) => `${response.status} ${(await response.json()).code}`,
                  () => 'unreadable',
                ),
              );
        return [...new Set(outcomes)];
      },
      [token, api.url] as const,
    );
    await page.close();
    expect(answers).toEqual(['421 host-not-allowed', 'unreadable']);
    expect(clerk.requests).toEqual([]);
  });

  it('nor does a page of another site that frames, links or posts to the API', async () => {
    const { api } = headless();
    const page = await browser.newPage();
    await page.route('http://rebind.evil.example/attack', (route) =>
      route.fulfill({ contentType: 'text/html', body: `<a href="${api.url}/openapi.json">open</a>` }),
    );
    await page.goto(`http://${evilHost}/attack`);
    const answer = page.waitForResponse(`${api.url}/openapi.json`);
    await page.click('a');
    expect((await answer).status()).toBe(403);
    await page.close();
  });
});
