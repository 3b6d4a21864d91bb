/** What is heard while something is spoken or played: samples of exactly the length it takes on air. */
import { Readable, Writable } from 'node:stream'
import { withoutMarks } from '../core/compile/speech-length.js'
import { runFfmpeg } from '../media/ffmpeg.js'
import type { Source } from '../media/sources.js'
import type { Tools } from '../media/tools.js'
import { espeak } from './espeak.js'
import { openRecent } from './recent.js'
import { faded, SAMPLES_PER_SECOND, samplesIn, writtenTo } from './sound.js'
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
/** espeak speaks at −20 LUFS; sounds are levelled to −16, where the voices of platforms are: −19 in one channel. */
const AS_LOUD = 'volume=1.5dB,alimiter=level=disabled:limit=-1.3dB:attack=2:release=80'
const KEPT_MAX = 40
/** Of samples: an hour and a half. */
const KEPT_BYTES_MAX = 500_000_000
/** However long they are: the script, which goes on after everything else, and what is heard over it. */
const KEPT_MIN = 2
/** Slower or faster than this nobody speaks; the rest is silence, or cut. */
const STRETCH_MIN = 0.5
const STRETCH_MAX = 2.5

export function openVoice(tools: Tools, fileOf: SoundFileOf, nice = 0): Voice {
  const recent = openRecent<Promise<Int16Array>>({ entries: KEPT_MAX, size: KEPT_BYTES_MAX })
  return {
    of(speech) {
      const { text, sounds, language, length } = speech
      const key = JSON.stringify([text, sounds, language, length])
      const known = recent.use(key) ? recent.peek(key) : undefined
      if (known) return known
      const made =
        text === undefined ? played(tools, speech, fileOf, nice) : spoken(tools, speech, text, nice)
      recent.put(key, made, 2 * samplesIn(length))
      recent.forget(KEPT_MIN)
      return made
    },
  }
}

export interface SoundFile {
  readonly path: string
  readonly demuxer: string
  /** What makes it what is heard on air; undefined: it is that already. */
  readonly filter?: string
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
  const filter = `${TRIMMED},atempo=${tempo.toFixed(4)},${AS_LOUD}`
  const samples = new Int16Array(samplesIn(length))
  return (await decode(tools, input, filter, samples, nice)) ? samples : tones(words, length)
}

async function played(
  tools: Tools,
  { sounds, length: lasts }: Speech,
  fileOf: SoundFileOf,
  nice: number,
): Promise<Int16Array> {
  const whole = new Int16Array(samplesIn(lasts))
  let from = 0
  for (const { url, length } of sounds) {
    const part = whole.subarray(samplesIn(from), samplesIn(from + length))
    from += length
    const file = await fileOf(url)
    const source = file && ({ kind: 'file', ...file } as const)
    const isHeard = source && (await decode(tools, source, file.filter ?? 'anull', part, nice))
    if (!isHeard) part.set(chime(length).subarray(0, part.length))
  }
  return whole
}

/** Straight into the samples that are kept: an hour of sound is a third of a gigabyte, and is there once. */
async function decode(
  tools: Tools,
  input: Source,
  filter: string,
  samples: Int16Array,
  nice: number,
): Promise<boolean> {
  const into = writtenTo(samples)
  const output = new Writable({
    write(part: Buffer, _, done) {
      into.write(part)
      done()
    },
  })
  const most = String(Math.ceil(samples.length / SAMPLES_PER_SECOND))
  const args = [
    ...['-map', '0:a:0', '-af', filter, '-t', most],
    ...['-ar', String(SAMPLES_PER_SECOND), '-ac', '1', '-f', 's16le'],
  ]
  const ran = await runFfmpeg(tools, { inputs: [input], args, output, nice })
  if (ran.ok) faded(samples, into.end())
  return ran.ok
}
