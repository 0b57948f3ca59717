import { describe, expect, it } from 'vitest';
import { greetingSchema, sessionListSchema, userSchema } from '../../src-contracts/api-routes.ts';
import { useApi } from '../integration/api/support/use-api.ts';

describe('S25: private metadata and unlisted fields never leave the API', () => {
  const running = useApi();

  it.each([
    ['/protected', greetingSchema],
    ['/v1/me', userSchema],
    ['/v1/sessions', sessionListSchema],
  ])('%s holds what its schema names and nothing else', async (path, schema) => {
    const { api, clerk } = running();
    const response = await api.requestAs(await clerk.signToken(), path);
    expect(response.headers.get('content-type')).toBe('application/json');
    const text = await response.text();
    expect(() => schema.parse(JSON.parse(text))).not.toThrow();
    expect(text).not.toContain('CANARY');
    expect(text).not.toMatch(/metadata|password|phone|client_id|clientId/i);
  });
});
