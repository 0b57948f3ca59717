import { expect, it } from 'vitest';
import { readUserAgent } from '../../../../src-emulator/operations/user-agent.ts';

const webKit = 'AppleWebKit/537.36 (KHTML, like Gecko)';

it.each([
  [
    `Mozilla/5.0 (X11; Linux x86_64) ${webKit} Chrome/156.0.0.0 Safari/537.36`,
    'Chrome',
    '156.0.0.0',
    'Linux',
    false,
  ],
  [
    `Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) ${webKit} frontdesk/0.1.0 Chrome/152.0.1 Electron/45.4.1 Safari/537.36`,
    'Electron',
    '45.4.1',
    'Macintosh',
    false,
  ],
  [
    `Mozilla/5.0 (Windows NT 10.0; Win64; x64) ${webKit} Chrome/150.0.0.0 Safari/537.36 Edg/150.0.1`,
    'Edge',
    '150.0.1',
    'Windows',
    false,
  ],
  [
    'Mozilla/5.0 (Windows NT 10.0; rv:140.0) Gecko/20100101 Firefox/140.0',
    'Firefox',
    '140.0',
    'Windows',
    false,
  ],
  [
    'Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/19.0 Mobile/15E148 Safari/604.1',
    'Safari',
    '19.0',
    'iPhone',
    true,
  ],
  ['curl/8.5.0', null, null, null, false],
  ['', null, null, null, false],
])('reads %s', (userAgent, browserName, browserVersion, deviceType, isMobile) => {
  expect(readUserAgent(userAgent)).toStrictEqual({ browserName, browserVersion, deviceType, isMobile });
});
