import { describe, expect, it } from 'vitest';
import { problemCodes, problemKind } from '../../../src-contracts/problems.ts';

describe('the catalogue of problems', () => {
  it.each(problemCodes)(
    '%s has a status, a title without a full stop, and a remedy that is a sentence',
    (code) => {
      const { status, title, remedy, bearerError } = problemKind(code);
      expect(status).toBeGreaterThanOrEqual(400);
      expect(title).toMatch(/^[A-Z][^"\\]*[^.]$/);
      expect(remedy).toMatch(/^[A-Z].*\.$/);
      if (bearerError) expect(status).toBe(401);
    },
  );
});
