/**
 * How loud a sound is (EBU R128), where it begins and ends, and the filters that bring it to the target. What can be
 * brought there by plain gain is: it changes nothing but the volume, and costs a third. Only where the peaks would not
 * allow it, loudnorm works on them, with what was measured.
 */
import { SILENCE_BELOW, SILENCE_KEPT } from '../core/limits.js'
import { type Duration, millis } from '../core/time.js'
import { type Job, runFfmpeg } from './ffmpeg.js'
import type { Source } from './sources.js'
import type { Tools } from './tools.js'

export interface Target {
  /** LUFS, integrated. */
  readonly loudness: number
  /** dBTP, at most. */
  readonly truePeak: number
}

export interface Measured {
  /** LUFS; undefined: it is silent, or too short to be measured (0.4 s). */
  readonly loudness: number | undefined
  /** LU. */
  readonly range: number
  /** dBTP; −Infinity for silence. */
  readonly truePeak: number
  /** LUFS below which nothing counted. */
  readonly threshold: number
  readonly length: Duration
  /** What is left when silence at both ends is cut away; undefined: nothing is. */
  readonly heard: { readonly from: Duration; readonly to: Duration } | undefined
}

export type Measuring =
  | { readonly ok: true; readonly measured: Measured }
  | { readonly ok: false; readonly says: string }

export type Hearing = Pick<Job, 'signal' | 'nice' | 'onProgress'>

const METER = 'ebur128=peak=true:framelog=verbose'

/** `before`: filters that make the channels and the rate it will have on air; they change its loudness. */
export async function measure(
  tools: Tools,
  input: Source,
  before: string,
  watching: Hearing = {},
): Promise<Measuring> {
  const lines: string[] = []
  const silences = `silencedetect=noise=${SILENCE_BELOW}dB:duration=0.1`
  let length = millis(0)
  const ran = await runFfmpeg(tools, {
    ...watching,
    inputs: [input],
    args: ['-map', '0:a:0', '-af', `${before},${silences},${METER}`],
    output: 'nothing',
    onProgress: (made) => {
      length = made
      watching.onProgress?.(made)
    },
    onLine: (line) => {
      if (line.includes('silence_')) lines.push(line)
    },
  })
  if (!ran.ok) return { ok: false, says: ran.says }
  return { ok: true, measured: { ...readMeter(ran.said), length, heard: heard(lines, length) } }
}

/** The summary ebur128 ends with. */
export function readMeter(said: readonly string[]) {
  const summary = said.slice(said.findLastIndex((line) => line.includes('Summary:')) + 1)
  const value = (name: string, unit: string) => {
    const found = summary.map(
      (line) => new RegExp(`^\\s*${name}:\\s+(\\S+) ${unit}$`).exec(line)?.[1],
    )
    return found.find((text) => text !== undefined)
  }
  const loudness = Number(value('I', 'LUFS') ?? Number.NaN)
  return {
    // The gate of the standard: below −70 nothing counts, and that is what is told of silence.
    loudness: Number.isFinite(loudness) && loudness > -69.9 ? loudness : undefined,
    range: Number(value('LRA', 'LU') ?? 0),
    truePeak: decibels(value('Peak', 'dBFS')),
    threshold: Number(value('Threshold', 'LUFS') ?? -70),
  }
}

const decibels = (written: string | undefined) =>
  written === undefined || written === '-inf' ? Number.NEGATIVE_INFINITY : Number(written)

/** Silence that reaches an end is cut, but for a moment: what begins on the first sample sounds chopped. */
function heard(lines: readonly string[], length: Duration): Measured['heard'] {
  const at = (name: string) =>
    lines.flatMap((line) => {
      const found = new RegExp(`silence_${name}: (-?[\\d.]+)`).exec(line)?.[1]
      return found === undefined ? [] : [Number(found) * 1_000]
    })
  const starts = at('start')
  const ends = at('end')
  const first = starts[0]
  const last = starts.at(-1)
  const opens = first !== undefined && first <= NEAR ? (ends[0] ?? length) : 0
  const lastEnd = ends[starts.length - 1] ?? length
  const closes = last !== undefined && lastEnd >= length - NEAR ? last : length
  if (closes <= opens) return undefined
  return {
    from: millis(Math.max(0, opens - SILENCE_KEPT)),
    to: millis(Math.min(length, closes + SILENCE_KEPT)),
  }
}

/** Silence that begins or ends this near to an end reaches it: detectors work in steps. */
const NEAR = 60

export interface Levelling {
  readonly how: 'gain' | 'loudnorm' | 'limiter'
  readonly filter: string
}

/** undefined: there is nothing to level, because nothing could be measured. */
export function levelling(measured: Measured, target: Target): Levelling | undefined {
  const { loudness, truePeak, range, threshold } = measured
  if (loudness === undefined) return undefined
  const gain = target.loudness - loudness
  if (truePeak + gain <= target.truePeak) {
    return { how: 'gain', filter: `volume=${gain.toFixed(2)}dB` }
  }
  const options = [
    `I=${target.loudness}`,
    `TP=${target.truePeak}`,
    // As wide as it is, so that it is not pressed together more than the peaks ask for; its range is 1 to 50.
    `LRA=${Math.min(50, Math.max(1, range)).toFixed(1)}`,
    `measured_I=${loudness}`,
    `measured_TP=${Math.max(-99, truePeak)}`,
    `measured_LRA=${range}`,
    `measured_thresh=${threshold}`,
  ]
  return { how: 'loudnorm', filter: `loudnorm=${options.join(':')}` }
}

/**
 * What the first attempt missed, as loudnorm does with sounds of a few seconds: gain, and where the peaks ask for it a
 * limiter that works at four times the rate, because peaks lie between samples. `missing`: how much it was too quiet.
 */
export function corrected(measured: Measured, target: Target, missing: number): Levelling {
  const gain = target.loudness - (measured.loudness ?? target.loudness) + missing
  const volume = `volume=${gain.toFixed(2)}dB`
  if (measured.truePeak + gain <= target.truePeak) return { how: 'gain', filter: volume }
  const ceiling = (target.truePeak - LIMITER_SLACK).toFixed(2)
  const limiter = `alimiter=level=disabled:limit=${ceiling}dB:attack=2:release=80`
  return { how: 'limiter', filter: `${volume},aresample=192000,${limiter}` }
}

/** Encoding moves peaks a little. */
const LIMITER_SLACK = 0.3
