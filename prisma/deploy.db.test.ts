import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, inject, test } from 'vitest'
import { databaseUrl, withClient } from '#tests/support/postgres.ts'
import { deploy } from './deploy.ts'

const { url: server, prefix } = inject('postgres')
let made = 0
let url = ''
let folder = ''

beforeEach(async () => {
  url = databaseUrl(server, `${prefix}_deploy_${process.pid}_${++made}`)
  folder = await mkdtemp(path.join(tmpdir(), 'sojourn-migrations-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

async function migration(name: string, sql: string): Promise<void> {
  await mkdir(path.join(folder, name), { recursive: true })
  await writeFile(path.join(folder, name, 'migration.sql'), sql)
}
const tables = () =>
  withClient(url, async (db) => {
    const { rows } = await db.query<{ name: string }>(
      `select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r' and relname like 'part_' order by 1`,
    )
    return rows.map(({ name }) => name)
  })

test('of two that deploy at once one waits for the other, and each migration is applied once', async () => {
  await migration('1', 'create table part1 (); select pg_sleep(0.2)')
  await migration('2', 'create table part2 ()')
  const applied = await Promise.all([deploy(url, folder), deploy(url, folder)])
  expect(applied.map((names) => names.join()).sort()).toEqual(['', '1,2'])
  expect(await tables()).toEqual(['part1', 'part2'])
})

test('one that is killed half-way leaves nothing to repair, and the next goes on from there', async () => {
  await migration('1', 'create table part1 ()')
  await migration('2', 'create table part2 (); select pg_terminate_backend(pg_backend_pid())')
  await migration('3', 'create table part3 ()')
  await expect(deploy(url, folder)).rejects.toThrow()
  expect(await tables()).toEqual(['part1'])
  await migration('2', 'create table part2 ()')
  expect(await deploy(url, folder)).toEqual(['2', '3'])
  expect(await tables()).toEqual(['part1', 'part2', 'part3'])
})

test('one whose file was changed afterwards is refused, and so is a database that a migration failed on', async () => {
  await migration('1', 'create table part1 ()')
  await deploy(url, folder)
  await migration('1', 'create table part1 (id int)')
  await expect(deploy(url, folder)).rejects.toThrow('was changed after it was applied')
  await withClient(url, async (db) => void (await db.query('update _prisma_migrations set finished_at = null')))
  await expect(deploy(url, folder)).rejects.toThrow('failed earlier')
})

test('a database that it makes compares texts by their bytes and knows the letters of every language', async () => {
  await deploy(url, folder)
  const [found] = await withClient(
    url,
    async (db) =>
      (
        await db.query<Record<string, unknown>>(`select 'É' ilike 'é' as same, lower('ÄÖÜ') as lower, 'Z' < 'a' and 'z' < 'é' as "byBytes",
        current_setting('server_version_num')::int < 170000 or datlocprovider = 'b' as "isBuiltIn" from pg_database where datname = current_database()`)
      ).rows,
  )
  expect(found).toEqual({ same: true, lower: 'äöü', byBytes: true, isBuiltIn: true })
})
