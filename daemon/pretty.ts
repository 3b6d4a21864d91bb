/** A log line for people: time, show, what happened; one line of the terminal each, unless somebody should act. */
import { Writable } from 'node:stream'
import { PinoPretty } from 'pino-pretty'
import { cut, pad, tame } from './columns.js'
import { instant, local } from './core/time.js'
import type { Outlet } from './log-outlet.js'

interface Terminal {
  readonly isTTY?: boolean
  readonly columns?: number
}

/** pino's numbers. */
const WARN = 40
const ALERT = 50
/** Longer names push their own lines out only. */
const SHOW_WIDTH_MAX = 24

/** Times are the station's, as in the words of the lines. */
export function pretty({ write }: Outlet, to: Terminal, timezone: string) {
  let widest = 0
  const showed = (airing: unknown) => {
    if (typeof airing !== 'string') return ''
    const [show = ''] = airing.split('@')
    widest = Math.min(Math.max(widest, show.length), SHOW_WIDTH_MAX)
    return `${pad(show, widest)}  `
  }
  return PinoPretty({
    colorize: to.isTTY === true && !process.env.NO_COLOR,
    // The message has all of it.
    ignore: 'time,level,pid',
    hideObject: true,
    messageFormat: (log, messageKey, _, { colors }) => {
      const level = Number(log.level)
      const weight = level >= ALERT ? 'ALERT ' : level >= WARN ? 'WARN ' : ''
      const time = clock(Number(log.time), timezone)
      const text = `${time}  ${showed(log.airing)}${weight}${tame(String(log[messageKey]))}`
      if (level >= ALERT) return colors.red(text)
      if (level >= WARN) return colors.yellow(text)
      return colors.reset(log.airing === undefined ? text : cut(text, to.columns ?? Infinity))
    },
    destination: new Writable({
      decodeStrings: false,
      write: (line, _, done) => {
        write(String(line))
        done()
      },
    }),
    sync: true,
  })
}

const clock = (at: number, timezone: string): string =>
  `${local(instant(at), timezone).slice(11, 19)}.${Math.floor((at % 1_000) / 100)}`
