/** How far work is, in one line of a terminal that is written over and over; nothing at all where nobody looks. */
import type { WriteStream } from 'node:tty'
import { cut } from '../columns.js'

/** One of the things under way. */
export interface Step {
  readonly path: string
  /** 0 to 1. */
  readonly share: number
}

export interface Bar {
  readonly show: (step: Step) => void
  readonly clear: () => void
}

const WIDTH = 24
/** Oftener than this no eye follows. */
const EVERY = 80

export function progressBar(out: Pick<WriteStream, 'isTTY' | 'columns' | 'write'>): Bar {
  if (out.isTTY !== true) return { show: () => {}, clear: () => {} }
  const shares = new Map<string, number>()
  let shownAt = 0
  return {
    show: ({ path, share }) => {
      shares.set(path, share)
      const now = performance.now()
      if (share < 1 && now - shownAt < EVERY) return
      shownAt = now
      out.write(`\r\x1b[K${lineOf(shares, path, out.columns)}`)
    },
    clear: () => out.write('\r\x1b[K'),
  }
}

/** What is done now, for work that cannot tell how far it is; gone before anything else is printed. */
export interface Line {
  readonly say: (what: string) => void
  readonly clear: () => void
}

/** Of a terminal that does not tell how wide it is. */
const COLUMNS_USUAL = 80

export function progressLine(out: Pick<WriteStream, 'isTTY' | 'columns' | 'write'>): Line {
  if (out.isTTY !== true) return { say: () => {}, clear: () => {} }
  return {
    say: (what) => out.write(`\r\x1b[K${cut(`${what} …`, (out.columns || COLUMNS_USUAL) - 1)}`),
    clear: () => out.write('\r\x1b[K'),
  }
}

export function lineOf(shares: ReadonlyMap<string, number>, path: string, columns: number): string {
  const all = [...shares.values()]
  const share = all.reduce((sum, one) => sum + one, 0) / Math.max(1, all.length)
  const full = Math.round(share * WIDTH)
  const bar = `${'█'.repeat(full)}${'░'.repeat(WIDTH - full)}`
  const done = all.filter((one) => one >= 1).length
  const name = path.slice(path.lastIndexOf('/') + 1)
  return cut(`${bar} ${Math.round(share * 100)} %  ${done}/${all.length}  ${name}`, columns - 1)
}
