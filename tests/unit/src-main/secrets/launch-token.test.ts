import { describe, expect, it } from 'vitest';
import { createLaunchToken } from '../../../../src-main/secrets/launch-token.ts';

describe('the launch token (S06)', () => {
  it('has 256 bits', () => expect(Buffer.from(createLaunchToken(), 'base64url')).toHaveLength(32));
  it('is another one on each launch', () => expect(createLaunchToken()).not.toBe(createLaunchToken()));
});
