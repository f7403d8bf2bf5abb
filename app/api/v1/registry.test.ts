import { execFileSync } from 'node:child_process'
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { openApiDocument } from '#server/api/openapi.ts'
import { methods } from '#server/api/operation.ts'
import { registry } from './registry.ts'

const root = import.meta.dirname

/** "/journeys/{id}" for every folder under app/api/v1 with a route file. */
const paths = readdirSync(root, { recursive: true, encoding: 'utf8' })
  .filter((file) => path.basename(file) === 'route.ts')
  .map(
    (file) =>
      `/${path
        .dirname(file)
        .replaceAll(path.sep, '/')
        .replace(/\[([^\]]+)\]/g, '{$1}')}`,
  )
  .sort()

const operations = Object.entries(registry).flatMap(([at, handlers]) =>
  methods.flatMap((method) => {
    const operation = handlers[method]?.operation
    return operation ? [{ name: `${method} ${at}`, at, method, ...operation }] : []
  }),
)

describe('the API as described', () => {
  it('has every route file in its registry', () => {
    expect(Object.keys(registry).sort()).toEqual(paths)
  })

  it('answers every method it does not have with a refusal of its own', () => {
    for (const [at, handlers] of Object.entries(registry))
      expect(
        Object.keys(handlers)
          .filter((name) => /^[A-Z]+$/.test(name))
          .sort(),
        at,
      ).toEqual([...methods].sort())
  })

  it('names every operation once', () => {
    const ids = operations.map(({ spec }) => spec.operationId)
    expect([...new Set(ids)]).toEqual(ids)
  })

  it('has a schema for every parameter in a path', () => {
    for (const { name, at, spec } of operations) {
      const named = [...at.matchAll(/\{(\w+)\}/g)].map(([, parameter]) => parameter)
      expect(new Set(Object.keys(spec.params?.shape ?? {})), name).toEqual(new Set(named))
    }
  })

  it('passes the linter', () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'sojourn-openapi-'))
    try {
      const file = path.join(folder, 'openapi.json')
      writeFileSync(file, JSON.stringify(openApiDocument(registry, 'https://sojourn.test/api/v1')))
      const redocly = path.resolve(root, '../../../node_modules/@redocly/cli/bin/cli.js')
      const env = { ...process.env, REDOCLY_TELEMETRY: 'off', REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true' }
      const report: { totals: unknown; problems: unknown[] } = JSON.parse(
        execFileSync(process.execPath, [redocly, 'lint', '--format', 'json', file], {
          cwd: folder,
          env,
          encoding: 'utf8',
          stdio: ['ignore', 'pipe', 'ignore'],
        }),
      )
      expect(report.problems).toEqual([])
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
  }, 60_000)
})
