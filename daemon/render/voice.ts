/** What is heard while something is spoken or played: samples of exactly the length it takes on air. */
import { Readable, Writable } from 'node:stream'
import { withoutMarks } from '../core/compile/speech-length.js'
import { runFfmpeg } from '../media/ffmpeg.js'
import type { Tools } from '../media/tools.js'
import { espeak } from './espeak.js'
import { fitted, SAMPLES_PER_SECOND, samplesIn, samplesOf } from './sound.js'
import type { Speech } from './span.js'
import { chime, tones } from './tones.js'

export interface Voice {
  /** The whole speech, once. Asked again for the same, it is at hand. */
  readonly of: (speech: Speech) => Promise<Int16Array>
}

/** espeak's own scale, 0 to 99. */
const PITCH = 52
/** It begins to speak where the speech begins. */
const TRIMMED = 'silenceremove=start_periods=1:start_threshold=-45dB'
const KEPT_MAX = 40
/** Slower or faster than this nobody speaks; the rest is silence, or cut. */
const STRETCH_MIN = 0.5
const STRETCH_MAX = 2.5

export function openVoice(tools: Tools, fileOf: SoundFileOf, nice = 0): Voice {
  const kept = new Map<string, Promise<Int16Array>>()
  return {
    of(speech) {
      const { text, sound, language, length } = speech
      const key = JSON.stringify([text, sound, language, length])
      const known = kept.get(key)
      if (known) return known
      const [oldest] = kept.keys()
      if (kept.size >= KEPT_MAX && oldest !== undefined) kept.delete(oldest)
      const made =
        text === undefined ? played(tools, speech, fileOf, nice) : spoken(tools, speech, text, nice)
      kept.set(key, made)
      return made
    },
  }
}

export interface SoundFile {
  readonly path: string
  readonly demuxer: string
}

/** undefined: it is not on this machine. */
export type SoundFileOf = (url: string) => SoundFile | undefined | Promise<SoundFile | undefined>

async function spoken(
  tools: Tools,
  { language, length }: Speech,
  text: string,
  nice: number,
): Promise<Int16Array> {
  const words = withoutMarks(text).replaceAll(/\s+/g, ' ')
  const robot = await espeak(words, language, PITCH)
  if (!robot || robot.samples.length === 0) return tones(words, length)
  const own = (robot.samples.length / 2 / robot.samplesPerSecond) * 1_000
  const tempo = Math.min(STRETCH_MAX, Math.max(STRETCH_MIN, own / length))
  const rate = String(robot.samplesPerSecond)
  const input = {
    kind: 'raw',
    from: Readable.from([robot.samples]),
    options: ['-f', 's16le', '-ar', rate, '-ac', '1'],
  } as const
  const samples = await decoded(
    tools,
    input,
    `${TRIMMED},atempo=${tempo.toFixed(4)},volume=0.9`,
    nice,
  )
  return samples === undefined ? tones(words, length) : fitted(samples, samplesIn(length))
}

async function played(
  tools: Tools,
  { sound, length }: Speech,
  fileOf: SoundFileOf,
  nice: number,
): Promise<Int16Array> {
  const file = sound === undefined ? undefined : await fileOf(sound)
  const samples =
    file &&
    (await decoded(tools, { kind: 'file', ...file }, 'anull', nice, Math.ceil(length / 1_000)))
  return samples === undefined ? chime(length) : fitted(samples, samplesIn(length))
}

async function decoded(
  tools: Tools,
  input: Parameters<typeof runFfmpeg>[1]['inputs'][0],
  filter: string,
  nice: number,
  secondsMax?: number,
): Promise<Int16Array | undefined> {
  const parts: Buffer[] = []
  const output = new Writable({
    write(part: Buffer, _, done) {
      parts.push(part)
      done()
    },
  })
  const rate = String(SAMPLES_PER_SECOND)
  const most = secondsMax === undefined ? [] : ['-t', String(secondsMax)]
  const args = ['-vn', '-af', filter, ...most, '-ar', rate, '-ac', '1', '-f', 's16le']
  const ran = await runFfmpeg(tools, { inputs: [input], args, output, nice })
  return ran.ok ? samplesOf(Buffer.concat(parts)) : undefined
}
