/** A whole show as a file: drawn and spoken faster than it airs, its times true to a frame. */
import { rename, rm } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { hours, type Instant } from '../core/time.js'
import { runFfmpeg } from '../media/ffmpeg.js'
import type { Tools } from '../media/tools.js'
import { aviHead, frameHead, soundHead } from './avi.js'
import { openFilms } from './films.js'
import { openPainter } from './painter.js'
import { anyImage } from './picture-file.js'
import { openPictures } from './pictures.js'
import { openReel, type Reel } from './reel.js'
import { bytesOf, SAMPLES_PER_SECOND } from './sound.js'
import type { Span } from './span.js'
import { openVoice, type SoundFileOf } from './voice.js'

export interface FilmOrders {
  /** In the order of their times; at least one. */
  readonly spans: readonly Span[]
  readonly from: Instant
  readonly until: Instant
  readonly output: string
  readonly title: string
  readonly clock: (at: number) => string
  readonly pictureFile: (url: string) => string | undefined
  readonly soundFile: SoundFileOf
  /** A box is in the place of a picture or film, or a film ends too early. */
  readonly onUnseen?: ((url: string, says: string) => void) | undefined
  /** 0 … 1. */
  readonly onProgress?: ((share: number) => void) | undefined
  readonly signal?: AbortSignal
}

export type Filmed =
  | { readonly ok: true; readonly frames: number }
  | { readonly ok: false; readonly says: string }

export const FILM = { framesPerSecond: 25, scale: 0.5 } as const
/** A day of a channel takes some hours; whatever takes longer is stuck. */
const DEADLINE = hours(24)
const CPU_SECONDS = 200_000
const OUTPUT_MB = 20_000

export async function makeFilm(tools: Tools, orders: FilmOrders): Promise<Filmed> {
  const { output, from, until, onProgress, signal } = orders
  const { framesPerSecond, scale } = FILM
  const fileOf = orders.pictureFile
  const { onUnseen } = orders
  using films = openFilms(tools, { fileOf, framesPerSecond, scale, nice: 0, onUnseen })
  const pictures = openPictures({
    fileOf,
    films,
    onUnseen,
    imageIn: (path) => anyImage(tools, path),
  })
  const painter = openPainter(scale, pictures)
  const voice = openVoice(tools, orders.soundFile)
  const reel = openReel({ ...orders, painter, pictures, films, voice })
  const { width, height } = painter
  const frames = Math.max(1, Math.round(((until - from) * framesPerSecond) / 1_000))
  const form = { width, height, framesPerSecond, samplesPerSecond: SAMPLES_PER_SECOND }
  async function* reels() {
    yield aviHead(form)
    yield* framesOf(reel, orders, frames)
  }
  const unfinished = `${output}.part`
  const ran = await runFfmpeg(tools, {
    inputs: [
      { kind: 'raw', from: Readable.from(reels(), { objectMode: false }), options: ['-f', 'avi'] },
    ],
    args: [...ENCODED, '-movflags', '+faststart', '-f', 'mp4'],
    output: unfinished,
    limits: { cpuSeconds: CPU_SECONDS, outputMb: OUTPUT_MB },
    deadline: DEADLINE,
    threads: 2,
    onProgress: (made) => onProgress?.(Math.min(1, made / (until - from))),
    ...(signal && { signal }),
  })
  const says = ran.ok ? await moved(unfinished, output) : ran.says
  if (says === undefined) return { ok: true, frames }
  await rm(unfinished, { force: true })
  return { ok: false, says }
}

/** undefined: it is there. */
const moved = (from: string, to: string): Promise<string | undefined> =>
  rename(from, to).then(
    () => undefined,
    (error: NodeJS.ErrnoException) => `it cannot be put there (${error.code})`,
  )

/** What phones and browsers play. */
export const ENCODED: readonly string[] = [
  ...['-c:v', 'libx264', '-preset', 'veryfast', '-crf', '24', '-pix_fmt', 'yuv420p'],
  ...['-g', '50', '-c:a', 'aac', '-b:a', '96k'],
]

async function* framesOf(reel: Reel, { spans, from }: FilmOrders, frames: number) {
  const lasts = 1_000 / FILM.framesPerSecond
  let ready = 0
  for (let n = 0; n < frames; n++) {
    const at = from + n * lasts
    while (ready < spans.length && (spans[ready]?.at ?? 0) < at + lasts) {
      const span = spans[ready++]
      if (span) await reel.prepare(span)
    }
    const near = around(spans, ready)
    while (!reel.goTo(near, at)) await reel.more()
    const sound = reel.heard(near, at, lasts)
    yield written(reel.seen(near, at, sound), sound)
  }
}

/** The few that can be on within one frame. */
const around = (spans: readonly Span[], ready: number) => spans.slice(Math.max(0, ready - 4), ready)

/** The picture is copied: the canvas is drawn on again while this one is still on its way. */
export function written(picture: Buffer, sound: Int16Array): Buffer {
  const heard = bytesOf(sound)
  return Buffer.concat([frameHead(picture.length), picture, soundHead(heard.length), heard])
}
