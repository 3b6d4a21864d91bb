/**
 * One film as frames of the size and pace it is shown at: decoded a little ahead of what is looked at, and held back
 * there. What is short is kept and played again from memory; what is long is decoded anew for every round.
 */
import { EventEmitter, once } from 'node:events'
import { PassThrough } from 'node:stream'
import { days } from '../core/time.js'
import { runFfmpeg } from '../media/ffmpeg.js'
import { probe } from '../media/probe.js'
import type { Tools } from '../media/tools.js'

export interface DecoderWish {
  readonly path: string
  readonly width: number
  readonly height: number
  readonly framesPerSecond: number
  readonly loops: boolean
  readonly nice: number
  /** So much of it is kept and not decoded again. */
  readonly keptBytes?: number
  /** Milliseconds. */
  readonly stalledAfter?: number
}

export interface Decoder extends Disposable {
  /** Goes on to frame `want`, counted through all rounds; false: it is not decoded yet. */
  readonly goTo: (want: number) => boolean
  /** Resolves when there is more, or will never be. */
  readonly more: () => Promise<void>
  /** RGBA of where it is, and a number that changes with it; undefined: nothing was seen yet. */
  readonly frame: () => { readonly pixels: Buffer; readonly serial: number } | undefined
  /** Why there is nothing of it, or no more; undefined: nothing is wrong. */
  readonly trouble: () => string | undefined
}

/** Frames decoded before anybody looks. */
const AHEAD = 8
/** So long before a round is over the next is begun: ffmpeg takes its time, and the picture would stand still. */
const NEXT_ROUND_MS = 3_000
/** A clip of some seconds on the small screen; longer ones are decoded again in every round. */
const KEPT_BYTES = 64_000_000
/** Nothing comes for so long though somebody waits: nothing will. A disk does not answer, or a decoder hangs. */
const STALLED_AFTER = 120_000
/** It waits while nobody looks, as long as a channel is on air. */
const DEADLINE = days(20)
const CPU_SECONDS = 20 * 86_400
const OUTPUT_MB = 2_000_000_000

export function openDecoder(tools: Tools, wish: DecoderWish): Decoder {
  const size = wish.width * wish.height * 4
  const { keptBytes = KEPT_BYTES } = wish
  const kept: Buffer[] = []
  let round = 0
  let pass = openPass(tools, wish, size)
  /** The next round, where this one comes to its end. */
  let coming: Pass | undefined
  /** Frames of this round that were read. */
  let read = 0
  let length: number | undefined
  let serial = 0
  let pixels: Buffer | undefined

  const show = (frame: Buffer | undefined) => {
    if (frame === undefined || frame === pixels) return
    pixels = frame
    serial += 1
  }
  /** The whole of it, or nothing: a part is of no use. */
  const keep = (frame: Buffer) => {
    if (kept.length * size < keptBytes) kept.push(frame)
    else kept.length = 0
  }
  const begin = (next: number) => {
    pass.stop()
    pass = coming ?? openPass(tools, wish, size)
    coming = undefined
    read = 0
    round = next
  }
  /** By where it should be, too: one that cannot follow would come to its end late, and stand still there. */
  const lookAhead = (goal: number) => {
    const end = length ?? pass.stated()
    const near = (NEXT_ROUND_MS * wish.framesPerSecond) / 1_000
    const isDue = end !== undefined && Math.max(read, goal + 1) > end - near
    if (wish.loops && isDue && kept.length < read) coming ??= openPass(tools, wish, size)
  }
  const goTo = (want: number): boolean => {
    for (;;) {
      if (length === 0) return true
      const whole = length !== undefined && kept.length === length
      const goal = within(want, length, wish.loops)
      if (whole) {
        show(kept[goal])
        return true
      }
      const due = length !== undefined && wish.loops ? Math.floor(want / length) : 0
      if (due !== round) begin(due)
      lookAhead(goal)
      if (read > goal) return true
      const frame = pass.next()
      if (frame === undefined) {
        if (!pass.isOver()) return false
        // The end of the first round says how long it is; a later one may end early, and is not waited for.
        if (length !== undefined) return true
        length = lengthOf(pass, read)
        continue
      }
      if (length === undefined && wish.loops && kept.length === read) keep(frame)
      read += 1
      show(frame)
    }
  }
  return {
    goTo,
    more: () => pass.more(),
    frame: () => pixels && { pixels, serial },
    trouble: () => pass.trouble(),
    [Symbol.dispose]: () => {
      pass.stop()
      coming?.stop()
    },
  }
}

/** One whose ffmpeg was killed is not shorter for that: the next round may come further. */
const lengthOf = (pass: Pass, read: number): number =>
  read === 0 || pass.trouble() === undefined ? read : Math.max(read, pass.stated() ?? read)

/** Once: its last frame stays; again and again: where it is in its round. Not known how long: as far as it goes. */
const within = (want: number, length: number | undefined, loops: boolean): number => {
  if (length === undefined) return want
  return loops ? want % length : Math.min(want, length - 1)
}

type Pass = ReturnType<typeof openPass>

/** Once through the file. */
function openPass(tools: Tools, wish: DecoderWish, size: number) {
  const frames = new PassThrough({ highWaterMark: size * AHEAD })
  const stopping = new AbortController()
  let over = false
  let trouble: string | undefined
  let stated: number | undefined
  // Waited for here and not on the stream: to a new listener that says at once what is there already, though it be half
  // a frame, and whoever then asks again, and listens anew, never lets the rest come in.
  const news = new EventEmitter()
  const onReadable = () => news.emit('more')
  frames.on('readable', onReadable)
  const end = () => {
    over = true
    news.emit('more')
  }
  const giveUp = () => {
    trouble = 'nothing comes of it any more'
    // Nor is it waited for in every round.
    stated = undefined
    stopping.abort()
    end()
  }
  const onLength = (ms: number) => {
    stated = Math.round((ms * wish.framesPerSecond) / 1_000)
  }
  void decode(tools, wish, frames, stopping.signal, onLength)
    .catch((error: unknown) => String(error))
    .then((says) => {
      trouble ??= says
      frames.end()
      end()
    })
  return {
    next: (): Buffer | undefined => {
      const frame: Buffer | null = frames.read(size)
      return frame !== null && frame.length === size ? frame : undefined
    },
    trouble: () => trouble,
    /** In frames, as the file says. */
    stated: () => stated,
    isOver: () => over && frames.readableLength < size,
    more: async () => {
      if (over || frames.readableLength >= size) return
      const timer = setTimeout(giveUp, wish.stalledAfter ?? STALLED_AFTER)
      await once(news, 'more')
      clearTimeout(timer)
    },
    stop: () => {
      stopping.abort()
      frames.off('readable', onReadable)
      news.emit('more')
      frames.resume()
    },
  }
}

/** What cannot be decoded has no frames; answers what went wrong. */
async function decode(
  tools: Tools,
  { path, width, height, framesPerSecond, nice }: DecoderWish,
  output: PassThrough,
  signal: AbortSignal,
  onLength: (ms: number) => void,
): Promise<string | undefined> {
  const probed = await probe(tools, path)
  if (!probed.ok) return probed.says
  const { picture, length } = probed.probe
  if (picture === undefined) return 'there is no picture in it'
  if (length !== undefined) onLength(length)
  // The short side fills, the long side is cropped on both ends: as the platform does it.
  const fill = `scale=${width}:${height}:force_original_aspect_ratio=increase,crop=${width}:${height}`
  const ran = await runFfmpeg(tools, {
    inputs: [{ kind: 'file', path, demuxer: probed.probe.demuxer }],
    args: [
      ...['-map', '0:v:0', '-vf', `setpts=PTS-STARTPTS,fps=${framesPerSecond},${fill}`],
      ...['-pix_fmt', 'rgba', '-f', 'rawvideo'],
    ],
    output,
    limits: { cpuSeconds: CPU_SECONDS, outputMb: OUTPUT_MB },
    deadline: DEADLINE,
    nice,
    signal,
  })
  return ran.ok || signal.aborted ? undefined : ran.says
}
