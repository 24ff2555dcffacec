import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { indexesAcrossCompanies, judgeMigrations, statementsOf } from './migrations.ts';
import { root } from './repository.ts';

const folder = join(root, 'db/migrations');
const names = readdirSync(folder)
  .filter((name) => name.endsWith('.sql'))
  .sort();
const sql = names.map((name) => readFileSync(join(folder, name), 'utf8')).join('\n');

describe('the migrations', () => {
  it('are numbered without gaps', () => {
    expect(names.map((name) => Number(name.slice(0, 4)))).toEqual(names.map((_, at) => at + 1));
  });

  it('keep every table, key and index inside one company', () => {
    expect(
      statementsOf(sql).filter((text) => /^CREATE TABLE \w+ \(/.test(text)).length,
    ).toBeGreaterThan(15);
    expect(judgeMigrations(sql)).toEqual([]);
  });

  it('still have every index that is excused', () => {
    for (const name of indexesAcrossCompanies) expect(sql).toContain(`INDEX ${name} `);
  });
});

const good = `
  CREATE TABLE notes (
    company_id uuid NOT NULL REFERENCES companies (company_id), -- who
    note_id uuid NOT NULL, venue_id uuid, price numeric(10, 2) CHECK (price >= 0),
    PRIMARY KEY (company_id, note_id),
    UNIQUE (company_id, venue_id),
    FOREIGN KEY (company_id, venue_id) REFERENCES venues (company_id, venue_id)
  );
  CREATE INDEX notes_of_venue ON notes (company_id, venue_id);
  CALL protect_tenant_table('notes');
  CREATE FUNCTION all_notes() RETURNS TABLE (company_id uuid, note_id uuid)
    LANGUAGE sql SECURITY DEFINER SET search_path = public AS $$ SELECT 1; SELECT 2 $$;
  ALTER FUNCTION all_notes() OWNER TO tillbridge_system;
  REVOKE ALL ON FUNCTION all_notes() FROM PUBLIC;`;

describe('the judge of migrations', () => {
  it('lets a table through that is as it should be', () => {
    expect(judgeMigrations(good)).toEqual([]);
  });

  it.each([
    ['a table nobody protects', /CALL[^;]*;/, '', 'is not given to protect_tenant_table'],
    ['a protection in a comment', 'CALL', '-- CALL', 'is not given to protect_tenant_table'],
    [
      'a key without the company',
      'KEY (company_id, note_id)',
      'KEY (note_id)',
      'begins with note_id',
    ],
    ['a unique constraint without it', 'UNIQUE (company_id, ', 'UNIQUE (', 'begins with venue_id'],
    ['a column unique everywhere', 'venue_id uuid,', 'venue_id uuid UNIQUE,', 'UNIQUE of venue_id'],
    [
      'a reference across companies',
      'venue_id uuid,',
      'venue_id uuid REFERENCES venues,',
      'REFERENCES',
    ],
    [
      'a foreign key without it',
      'FOREIGN KEY (company_id, ',
      'FOREIGN KEY (',
      'begins with venue_id',
    ],
    ['an index without it', 'ON notes (company_id, ', 'ON notes (', 'index notes_of_venue'],
    [
      'a table of nobody',
      'company_id uuid NOT NULL REFERENCES companies (company_id),',
      '',
      'no company_id',
    ],
    ['a function with a loose path', 'SET search_path = public', '', 'sets no search_path'],
    ['a function of the owner', /ALTER FUNCTION[^;]*;/, '', 'is not owned by'],
    ['a function for everybody', /REVOKE[^;]*;/, '', 'is not revoked'],
  ])('sees %s', (_what, part, replacement, problem) => {
    const bad = good.replace(part, replacement);
    expect(bad).not.toBe(good);
    expect(judgeMigrations(bad).join('\n')).toContain(problem);
  });

  it('sees what a later migration adds', () => {
    expect(judgeMigrations('ALTER TABLE notes ADD COLUMN code text UNIQUE;')).toHaveLength(1);
    expect(judgeMigrations('ALTER TABLE notes ADD CONSTRAINT c UNIQUE (code);')).toHaveLength(1);
    expect(judgeMigrations('ALTER TABLE notes ADD COLUMN code text;')).toEqual([]);
    expect(judgeMigrations('CREATE UNIQUE INDEX runs_running ON runs (worker_key);')).toHaveLength(
      1,
    );
  });
});
