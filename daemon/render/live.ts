/**
 * What is on stage, live: frames drawn as their time comes, a moment late so that voices are ready, written as HLS in
 * segments of two seconds. What was seen is kept, and becomes a recording at the end.
 */
import { createReadStream, rmSync } from 'node:fs'
import { mkdir, readdir, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { setTimeout as pause } from 'node:timers/promises'
import { days } from '../core/time.js'
import { runFfmpeg } from '../media/ffmpeg.js'
import type { Tools } from '../media/tools.js'
import { aviHead } from './avi.js'
import { written } from './film.js'
import { openFilms } from './films.js'
import type { OwnFiles } from './own-files.js'
import { openPainter } from './painter.js'
import { ownImage } from './picture-file.js'
import { openPictures } from './pictures.js'
import { openReel, type Reel } from './reel.js'
import { SAMPLES_PER_SECOND } from './sound.js'
import type { Span } from './span.js'
import { openVoice } from './voice.js'

export interface Screening {
  readonly show: (span: Span) => void
  /** Everything that was shown is in the recording when it resolves; what went wrong with that, if anything did. */
  readonly end: () => Promise<string | undefined>
}

export interface ScreeningPlace {
  /** Its own: emptied at the beginning. */
  readonly folder: string
  readonly title: string
  /** What the picture says is not seen. */
  readonly missing: () => readonly string[]
  readonly now: () => number
  readonly files: OwnFiles
  /** What goes wrong while it is shown, when it does. */
  readonly trouble: (says: string) => void
}

/** Small enough that two cores do other work beside it; a frame lasts a whole number of milliseconds. */
export const LIVE = { framesPerSecond: 20, scale: 0.4, segmentSeconds: 2, listed: 6 } as const
const LASTS = 1_000 / LIVE.framesPerSecond
/** A voice is made within this; the audience does not know that it is late. */
const DELAY = 1_500
/** A machine that cannot follow shows the same picture again; beyond this it leaves something out. */
const BEHIND = 400
const BEHIND_MAX = 8_000
/** So much of a channel without end is kept: at 0.6 Mbit/s about a gigabyte. */
const SEGMENTS_KEPT = (4 * 3_600) / LIVE.segmentSeconds
/** In frames. */
const TIDY_EVERY = 6_000
/** Longer than any session lives. */
const DEADLINE = days(20)
const CPU_SECONDS = 20 * 86_400
const NICE = 10
/** An ffmpeg that was killed is begun again; one that ends so often would not live the next time. */
const BEGUN_MAX = 4

export async function openScreening(tools: Tools, place: ScreeningPlace): Promise<Screening> {
  const { folder } = place
  await rm(folder, { recursive: true, force: true })
  await mkdir(folder, { recursive: true })
  const { framesPerSecond, scale } = LIVE
  const fileOf = place.files.pictureFile
  // Without what stands behind the address: it may be a key to the file.
  const onUnseen = (url: string, says: string) => place.trouble(`${url.split('?')[0]}: ${says}`)
  const films = openFilms(tools, { fileOf, framesPerSecond, scale, nice: NICE, onUnseen })
  const pictures = openPictures({ fileOf, films, imageIn: ownImage, onUnseen })
  const painter = openPainter(scale, pictures)
  const voice = openVoice(tools, place.files.soundFile, NICE)
  const clock = (at: number) => new Date(at).toTimeString().slice(0, 8)
  const { title, missing } = place
  const reel = openReel({ painter, pictures, films, voice, title, clock, missing })
  const spans: Span[] = []
  let endAt = Number.POSITIVE_INFINITY
  let broadcast: Promise<void> | undefined
  let isDark = false
  let ended: Promise<string | undefined> | undefined

  async function* reels(from: number) {
    const { width, height } = painter
    yield aviHead({ width, height, framesPerSecond, samplesPerSecond: SAMPLES_PER_SECOND })
    yield* framesLive(reel, spans, place, { from, endAt: () => endAt })
  }
  const write = async (): Promise<string | undefined> => {
    const reeled = reels(Math.max(spans[0]?.at ?? 0, place.now() - DELAY))
    const from = Readable.from(reeled, { objectMode: false })
    const ran = await runFfmpeg(tools, {
      inputs: [{ kind: 'raw', from, options: ['-f', 'avi'] }],
      args: [...ENCODED, '-hls_segment_filename', join(folder, '%06d.ts')],
      output: join(folder, 'live.m3u8'),
      limits: { cpuSeconds: CPU_SECONDS },
      deadline: DEADLINE,
      nice: NICE,
    })
    return ran.ok ? undefined : ran.says
  }
  const begin = async () => {
    for (let begun = 1; ; begun++) {
      const says = await write()
      if (says === undefined) return
      isDark = begun === BEGUN_MAX || endAt < Number.POSITIVE_INFINITY
      place.trouble(`${says}: ${isDark ? 'it is shown no longer' : 'its screen begins again'}`)
      if (isDark) return
    }
  }
  return {
    show(span) {
      if (isDark) return
      if (spans.at(-1)?.at === span.at) spans.pop()
      spans.push(span)
      // A voice or a picture that fails is silence or a box; the show goes on.
      reel.prepare(span).catch(() => {})
      broadcast ??= begin()
    },
    end() {
      ended ??= (async () => {
        endAt = place.now()
        await broadcast
        films[Symbol.dispose]()
        return record(tools, folder)
      })()
      return ended
    },
  }
}

/** Begun again, it goes on behind what was written before. */
const FLAGS = 'independent_segments+temp_file+append_list'
const ENCODED: readonly string[] = [
  ...['-c:v', 'libx264', '-preset', 'superfast', '-crf', '26', '-pix_fmt', 'yuv420p'],
  ...['-g', String(LIVE.framesPerSecond * LIVE.segmentSeconds), '-sc_threshold', '0', '-bf', '0'],
  ...['-c:a', 'aac', '-b:a', '96k', '-f', 'hls', '-hls_time', String(LIVE.segmentSeconds)],
  ...['-hls_list_size', String(LIVE.listed), '-hls_flags', FLAGS],
]

async function* framesLive(
  reel: Reel,
  spans: Span[],
  { now, folder }: ScreeningPlace,
  { from, endAt }: { readonly from: number; readonly endAt: () => number },
): AsyncGenerator<Buffer> {
  let skipped = 0
  let last: Buffer | undefined
  for (let n = 0; ; n++) {
    let at = from + n * LASTS + skipped
    if (at > endAt()) return
    const early = at + LASTS + DELAY - now()
    if (early > 0) await pause(early)
    const behind = -early
    if (behind > BEHIND_MAX) {
      skipped += Math.floor(behind / LASTS) * LASTS
      at = from + n * LASTS + skipped
    }
    while ((spans[1]?.at ?? Number.POSITIVE_INFINITY) <= at) spans.shift()
    const sound = reel.heard(spans, at, LASTS)
    // What a film has not come to is not waited for: it is where it should be a few frames later.
    reel.goTo(spans, at)
    const repeats = behind > BEHIND && n % 2 === 1
    if (!repeats || last === undefined) last = Buffer.from(reel.seen(spans, at, sound))
    yield written(last, sound)
    if (n % TIDY_EVERY === 0) await tidy(folder)
  }
}

/** One file of all segments, as they were; nothing is encoded again. It is there whole, or not at all. */
async function record(tools: Tools, folder: string): Promise<string | undefined> {
  const segments = await segmentsIn(folder)
  if (segments.length === 0) return undefined
  async function* parts() {
    for (const name of segments) yield* createReadStream(join(folder, name))
  }
  const from = Readable.from(parts(), { objectMode: false })
  const half = halfIn(folder)
  const ran = await runFfmpeg(tools, {
    inputs: [{ kind: 'raw', from, options: ['-f', 'mpegts'] }],
    args: ['-c', 'copy', '-bsf:a', 'aac_adtstoasc', '-movflags', '+faststart', '-f', 'mp4'],
    output: half,
    limits: { outputMb: 4_000 },
    nice: NICE,
  })
  if (ran.ok) await rename(half, join(folder, 'recording.mp4'))
  else await rm(half, { force: true })
  return ran.ok ? undefined : ran.says
}

const halfIn = (folder: string) => join(folder, 'recording.half')
export const forgetHalf = (folder: string): void => rmSync(halfIn(folder), { force: true })

const segmentsIn = async (folder: string): Promise<readonly string[]> =>
  (await readdir(folder)).filter((name) => /^\d{6}\.ts$/.test(name)).sort()

/** Of a channel without end the oldest segments go. */
async function tidy(folder: string): Promise<void> {
  const segments = await segmentsIn(folder)
  for (const name of segments.slice(0, Math.max(0, segments.length - SEGMENTS_KEPT)))
    await rm(join(folder, name), { force: true })
}
