import { describe, expect, it } from 'vitest';
import { greet } from '../../../../src-api/clerk/descriptions.ts';

const nobody = {
  id: 'user_1',
  firstName: null,
  lastName: 'Lovelace',
  username: null,
  email: null,
  imageUrl: '',
  createdAt: '2026-11-23T00:00:00.000Z',
  lastSignInAt: null,
};

describe('greet', () => {
  it.each([
    [{ firstName: 'Ada', username: 'ada1843', email: 'countess@example.com' }, 'Hello, Ada!'],
    [{ username: 'ada1843', email: 'countess@example.com' }, 'Hello, ada1843!'],
    [{ firstName: '', email: 'countess@example.com' }, 'Hello, countess!'],
    [{}, 'Hello, there!'],
  ])('greets %j', (fields, greeting) => {
    expect(greet({ ...nobody, ...fields })).toBe(greeting);
  });
});
