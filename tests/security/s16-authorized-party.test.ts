import { describe, expect, it } from 'vitest';
import { readProblemCode } from '../integration/api/support/api-under-test.ts';
import { useApi } from '../integration/api/support/use-api.ts';

describe('S16: azp must be on the list; a missing one follows the rule of the mode', () => {
  const embedded = useApi({ mode: 'embedded' });
  const headless = useApi({ authorizedParties: ['frontdesk://app', 'https://app.example.com'] });
  const codeOf = async (running: typeof headless, claims: Record<string, unknown>) => {
    const { api, clerk } = running();
    const response = await api.requestAs(await clerk.signToken(claims));
    return response.ok ? 'accepted' : readProblemCode(response);
  };

  it.each([
    'https://evil.example',
    'frontdesk://app.evil.example',
    'frontdesk://app/',
    'https://app.example.com:443',
    'null',
    '',
  ])('refuses %j in both modes', async (azp) => {
    expect(await codeOf(embedded, { azp })).toBe('token-party-mismatch');
    expect(await codeOf(headless, { azp })).toBe('token-party-mismatch');
  });

  it('accepts each one on the list, and those alone', async () => {
    expect(await codeOf(headless, { azp: 'https://app.example.com' })).toBe('accepted');
    expect(await codeOf(embedded, { azp: 'frontdesk://app' })).toBe('accepted');
    expect(await codeOf(embedded, { azp: 'https://app.example.com' })).toBe('token-party-mismatch');
  });

  it('refuses a missing azp when embedded and accepts it headless', async () => {
    expect(await codeOf(embedded, { azp: undefined })).toBe('token-party-mismatch');
    expect(await codeOf(headless, { azp: undefined })).toBe('accepted');
  });
});
