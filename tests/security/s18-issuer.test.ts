import { describe, expect, it } from 'vitest';
import { readProblem } from '../integration/api/support/api-under-test.ts';
import { fixtureIssuer } from '../integration/api/support/clerk-fixture.ts';
import { useApi } from '../integration/api/support/use-api.ts';

describe('S18: the issuer equals the configured instance', () => {
  const running = useApi();
  const other = useApi({
    settings: (clerk) => ({ ...clerk.settings(), issuer: 'https://clerk.other.example' }),
  });

  it.each([
    'https://clerk.other.example',
    `${fixtureIssuer}/`,
    `${fixtureIssuer}.evil.example`,
    fixtureIssuer.replace('https', 'http'),
    fixtureIssuer.toUpperCase(),
    '',
    undefined,
    [fixtureIssuer],
  ])('refuses %j although the key is right', async (iss) => {
    const { api, clerk } = running();
    const problem = await readProblem(await api.requestAs(await clerk.signToken({ iss })));
    expect(problem).toMatchObject({ status: 401, code: 'token-issuer-mismatch' });
  });

  it('refuses the token of another instance, whichever key signed it', async () => {
    const foreign = await running().clerk.signToken();
    const own = await other().clerk.signToken();
    expect(await readProblem(await other().api.requestAs(foreign))).toMatchObject({
      code: 'token-signature-invalid',
    });
    expect(await readProblem(await other().api.requestAs(own))).toMatchObject({
      code: 'token-issuer-mismatch',
    });
  });
});
