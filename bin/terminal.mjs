import process from 'node:process'

/** What stops a command and is nobody's bug: its message is all that is shown. */
export class Stop extends Error {}

/** @param {unknown} error */
export function reportFailure(error) {
  const text = error instanceof Stop ? error.message : error instanceof Error ? (error.stack ?? error.message) : String(error)
  process.stderr.write(`${text}\n`)
}

/** @param {NodeJS.WriteStream} output */
export function inks(output = process.stdout) {
  const isColoured = output.isTTY && output.hasColors()
  const ink = (/** @type {number} */ code) => (/** @type {string} */ text) => (isColoured ? `\x1b[${code}m${text}\x1b[0m` : text)
  return { dim: ink(2), bold: ink(1), green: ink(32), red: ink(31), yellow: ink(33) }
}

/** @param {number} ms */
export function duration(ms) {
  if (ms < 10_000) return `${(ms / 1000).toFixed(1)} s`
  const s = Math.round(ms / 1000)
  return s < 100 ? `${s} s` : `${Math.floor(s / 60)} min ${s % 60} s`
}

/**
 * Named steps, each shown with what it found and how long it took. Steps may overlap. On a terminal one live line says
 * what is running; elsewhere only finished steps are printed.
 * @param {{ output?: NodeJS.WriteStream, nameWidth?: number }} options
 */
export function createSteps({ output = process.stdout, nameWidth = 12 } = {}) {
  const { dim, green, red } = inks(output)
  /** @type {Map<string, { from: number, note: string }>} */
  const running = new Map()
  /** @type {NodeJS.Timeout | undefined} */
  let timer

  const erase = () => output.isTTY && output.write('\r\x1b[2K')
  const draw = () => {
    if (!output.isTTY || !running.size) return
    const now = performance.now()
    const parts = [...running].map(([name, { from, note }]) => `${name}${note && ` (${note})`} ${duration(now - from)}`)
    output.write(`\r\x1b[2K  ${dim(`… ${parts.join(', ')}`.slice(0, output.columns - 4))}`)
  }
  const line = (/** @type {string} */ mark, /** @type {string} */ name, /** @type {string} */ text, /** @type {number} */ ms) => {
    erase()
    output.write(`  ${mark} ${name.padEnd(nameWidth)} ${text.padEnd(52)} ${dim(duration(ms).padStart(10))}\n`)
    draw()
  }

  /**
   * Runs `work`; what it returns is shown beside the name. `note` changes what the live line says meanwhile.
   * @param {string} name
   * @param {(note: (text: string) => void) => Promise<string>} work
   */
  async function run(name, work) {
    const state = { from: performance.now(), note: '' }
    running.set(name, state)
    timer ??= setInterval(draw, 200).unref()
    draw()
    const end = (/** @type {string} */ mark, /** @type {string} */ text) => {
      running.delete(name)
      if (!running.size) {
        clearInterval(timer)
        timer = undefined
      }
      line(mark, name, text, performance.now() - state.from)
    }
    try {
      end(green('✓'), await work((text) => void (state.note = text)))
    } catch (error) {
      end(red('✗'), error instanceof Stop ? '' : 'failed')
      throw error
    }
  }

  /** A line of text between the steps. */
  const say = (/** @type {string} */ text) => {
    erase()
    output.write(`${text}\n`)
    draw()
  }
  return { run, say }
}
