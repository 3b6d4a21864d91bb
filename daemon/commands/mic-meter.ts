/** The level of a voice, and how it is shown on a terminal. */
import type { Duration } from '../core/time.js'

/** Full scale of 16 bits. */
const FULL = 32_768
/** Below this nobody hears anything; the bar begins here. */
const FLOOR_DB = -60
const LOUD_DB = -6

/** Root mean square of 16-bit little-endian PCM, in dB below full scale; -Infinity: silence. */
export function levelOf(pcm: Uint8Array): number {
  const view = new DataView(pcm.buffer, pcm.byteOffset, pcm.byteLength)
  const count = Math.floor(pcm.byteLength / 2)
  if (count === 0) return Number.NEGATIVE_INFINITY
  let sum = 0
  for (let at = 0; at < count; at += 1) sum += view.getInt16(at * 2, true) ** 2
  return 20 * Math.log10(Math.sqrt(sum / count) / FULL)
}

/** `ON AIR 0:07  [########------] -18 dB`: no wider than the terminal. */
export function meterLine(level: number, onAir: Duration, columns: number): string {
  const head = `ON AIR ${clock(onAir)}  `
  const foot = ` ${level <= FLOOR_DB ? 'silent' : `${Math.round(level)} dB`}`
  const width = Math.max(0, Math.min(40, columns - head.length - foot.length - 3))
  const share = Math.min(1, Math.max(0, 1 - level / FLOOR_DB))
  const filled = Math.round(share * width)
  const mark = level > LOUD_DB ? '!' : '#'
  return `${head}[${mark.repeat(filled)}${'-'.repeat(width - filled)}]${foot}`
}

const clock = (time: Duration): string => {
  const seconds = Math.floor(time / 1_000)
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`
}
