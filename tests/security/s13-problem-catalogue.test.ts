import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { createOpenApiDocument } from '../../src-api/routes/open-api.ts';
import { routeTable } from '../../src-api/routes/route-table.ts';
import { problemCodes, problemKind, problemType } from '../../src-contracts/problems.ts';

const folder = new URL('../../docs/reference/errors/', import.meta.url);
const pages = readdirSync(folder).filter((name) => name !== 'README.md');

describe('S13: every problem has a page, and every page a problem', () => {
  it('has the same names on both sides', () => {
    expect(pages.toSorted()).toEqual(problemCodes.map((code) => `${code}.md`).toSorted());
  });

  it.each(problemCodes)('%s is explained: status, meaning, causes, and what to do', (code) => {
    const page = readFileSync(new URL(`${code}.md`, folder), 'utf8');
    const { status, title } = problemKind(code);
    expect(page).toMatch(new RegExp(`^# ${code}\n`));
    expect(page).toContain(`**${status}**`);
    expect(page).toContain(title);
    for (const heading of ['## What it means', '## What causes it', '## What to do'])
      expect(page).toMatch(new RegExp(`${heading}\n\n\\S`));
    expect(problemType(code)).toMatch(new RegExp(`/docs/reference/errors/${code}\\.md$`));
  });

  it('lists each problem in the description of the API', () => {
    const description = JSON.stringify(createOpenApiDocument(routeTable, '0.1.0').paths);
    const inAnswers = problemCodes.filter((code) => !['not-found', 'method-not-allowed'].includes(code));
    for (const code of inAnswers) expect(description).toContain(code);
  });
});
