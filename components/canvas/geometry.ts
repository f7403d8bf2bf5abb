/** Sizes and lines of the canvas, in its own pixels. Pure: cards, outlets and paths have one geometry in Edit and in Live. */

export const NODE_WIDTH = 252
export const NODE_HEIGHT = 56
/** Below the card's first part there is room for one strip. */
export const STRIP_HEIGHT = { none: 0, fix: 30, message: 52 } as const
export type Strip = keyof typeof STRIP_HEIGHT
export const GRID = 4

/** An outlet is a dot when it is the only one and is called next, else a pill; both hang on the lower edge. */
export const DOT_REACH = 4
export const PILL_REACH = 16

export type Point = { x: number; y: number }

export const heightOf = (strip: Strip) => NODE_HEIGHT + STRIP_HEIGHT[strip]
export const onGrid = (point: Point): Point => ({ x: Math.round(point.x / GRID) * GRID, y: Math.round(point.y / GRID) * GRID })

/** Where an outlet hangs on the lower edge, from the card's left. */
export const outletX = (index: number, count: number) => Math.round((NODE_WIDTH * (index + 0.5)) / count / 2) * 2

/** How far a path runs straight out of an outlet, and straight into a node, before it may turn. */
const RUN_OUT = 12
const RUN_IN = 26
/** Paths that go back up swing this far around the cards. */
const AROUND = NODE_WIDTH / 2 + 32

/**
 * The corners of a path from below an outlet to the top of a node.
 *
 *   straight   │      below   │           back   ╭──╮
 *              ▼              ╰──╮               ▼  │
 *                                ▼            ╰─────╯
 */
export function cornersOf(source: Point, target: Point): Point[] {
  const turn = Math.max(source.y + RUN_OUT, target.y - RUN_IN)
  if (target.y >= source.y && Math.abs(source.x - target.x) < 2) return [{ x: target.x, y: source.y }, target]
  if (target.y - source.y >= RUN_OUT) {
    return [source, { x: source.x, y: turn }, { x: target.x, y: turn }, target]
  }
  const low = source.y + RUN_OUT + 8
  const high = target.y - RUN_IN
  const side = Math.abs(source.x - target.x) < AROUND ? Math.max(source.x, target.x) + AROUND : (source.x + target.x) / 2
  return [source, { x: source.x, y: low }, { x: side, y: low }, { x: side, y: high }, { x: target.x, y: high }, target]
}

/** An SVG path through corners, each rounded by at most `radius`. */
export function roundedLine(corners: readonly Point[], radius = 12): string {
  const [first, ...rest] = corners
  if (!first) return ''
  const parts = [`M${show(first)}`]
  rest.forEach((corner, index) => {
    const before = corners[index]
    const after = rest[index + 1]
    if (!before || !after) {
      parts.push(`L${show(corner)}`)
      return
    }
    const reach = Math.min(radius, distance(before, corner) / 2, distance(corner, after) / 2)
    parts.push(`L${show(toward(corner, before, reach))}Q${show(corner)} ${show(toward(corner, after, reach))}`)
  })
  return parts.join('')
}

/** The open arrow head whose tip touches a node's top. */
export const arrowHead = (tip: Point) => `M${tip.x - 4.5} ${tip.y - 5}L${tip.x} ${tip.y}L${tip.x + 4.5} ${tip.y - 5}`

/** The middle of a line by length: where its plus button sits. */
export function middleOf(corners: readonly Point[]): Point {
  const lengths = corners.slice(1).map((corner, index) => distance(corners[index] ?? corner, corner))
  let left = lengths.reduce((sum, length) => sum + length, 0) / 2
  for (const [index, length] of lengths.entries()) {
    const from = corners[index]
    const to = corners[index + 1]
    if (from && to && left <= length) return toward(from, to, left)
    left -= length
  }
  return corners[0] ?? { x: 0, y: 0 }
}

/** Width of a live path: 18 px is everybody who entered; a path nobody took is a hairline. */
export const flowWidth = (members: number, entered: number) => (entered <= 0 || members <= 0 ? 0 : Math.max(1, (members / entered) * 18))

/** Side by side at the node they merge into: each path's shift from the middle, from left to right by where it comes from. */
export function sideBySide(widths: readonly { id: string; from: number; width: number }[]): Map<string, number> {
  const sorted = [...widths].sort((a, b) => a.from - b.from)
  const total = sorted.reduce((sum, path) => sum + path.width, 0)
  let at = -total / 2
  return new Map(
    sorted.map((path) => {
      const shift = at + path.width / 2
      at += path.width
      return [path.id, sorted.length === 1 ? 0 : shift]
    }),
  )
}

const show = ({ x, y }: Point) => `${round(x)} ${round(y)}`
const round = (value: number) => Math.round(value * 10) / 10
const distance = (a: Point, b: Point) => Math.hypot(b.x - a.x, b.y - a.y)
function toward(from: Point, to: Point, reach: number): Point {
  const whole = distance(from, to)
  if (whole === 0) return from
  return { x: from.x + ((to.x - from.x) * reach) / whole, y: from.y + ((to.y - from.y) * reach) / whole }
}
