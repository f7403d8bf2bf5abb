import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'

const css = readFileSync(new URL('./tokens.css', import.meta.url), 'utf8')
const base = css.slice(0, css.indexOf('@media (prefers-contrast'))

/** The colour of a role in a theme, following var(). */
function colour(role: string, theme: 0 | 1): string {
  const value = new RegExp(`--${role}:\\s*([^;]+);`).exec(base)?.[1] ?? ''
  const alias = /^var\(--([a-z0-9-]+)\)$/.exec(value)?.[1]
  if (alias) return colour(alias, theme)
  const hex = value.match(/#[0-9a-f]{6}/g)
  const found = hex?.[hex.length > 1 ? theme : 0]
  if (!found) throw new Error(`--${role} has no colour: ${value}`)
  return found
}

/** WCAG 2.2 relative luminance and contrast ratio. */
function luminance(hex: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const channel = Number.parseInt(hex.slice(at, at + 2), 16) / 255
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}
function contrast(one: string, other: string): number {
  const [light = 0, dark = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a)
  return (light + 0.05) / (dark + 0.05)
}

const grounds = ['ground', 'surface', 'surface-sunk', 'surface-hover', 'raised']
const cross = (fronts: string[], backs: string[]) => fronts.flatMap((front) => backs.map((back) => [front, back] as const))

const text = [
  ...cross(['text', 'text-2'], [...grounds, 'canvas', 'accent-soft', 'note']),
  ...cross(['text-3'], ['ground', 'surface', 'surface-sunk', 'surface-hover', 'raised', 'canvas']),
  ...cross(['accent-text'], [...grounds, 'accent-soft']),
  ...cross(['text-on-solid'], ['accent', 'accent-hover']),
  ...['good', 'warn', 'bad', 'idle'].flatMap((tone) => cross([`${tone}-text`], ['surface', 'raised', `${tone}-soft`])),
  ...['trigger', 'rule', 'action', 'end'].flatMap((category) => cross([category], ['surface', `${category}-soft`])),
] as const
const marks = [
  ...cross(['line-control', 'focus'], ['surface', 'raised', 'surface-sunk']),
  ...cross(['good-solid', 'warn-solid', 'bad-solid', 'idle-solid', 'accent'], ['surface', 'raised']),
  ...cross(['path', 'path-on', 'flow-core'], ['canvas']),
  ...cross(['chart-1', 'chart-2', 'chart-3', 'chart-4', 'chart-5', 'chart-before'], ['surface']),
] as const

describe.each([
  ['light', 0],
  ['dark', 1],
] as const)('contrast in the %s theme', (_, theme) => {
  test.each(text)('text %s is read on %s', (front, back) => {
    expect(contrast(colour(front, theme), colour(back, theme))).toBeGreaterThanOrEqual(4.5)
  })
  test.each(marks)('mark %s is seen on %s', (front, back) => {
    expect(contrast(colour(front, theme), colour(back, theme))).toBeGreaterThanOrEqual(3)
  })
})

const components = readdirSync(new URL('..', import.meta.url), { recursive: true, encoding: 'utf8' }).filter((path) =>
  path.endsWith('.tsx'),
)
test.each(components)('%s names no colour but a role', (path) => {
  const source = readFileSync(new URL(`../${path}`, import.meta.url), 'utf8')
  expect(source.match(/#[0-9a-f]{6}\b|\b(?:rgba?|hsla?|oklch)\(/gi)).toBeNull()
})
