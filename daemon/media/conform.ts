/**
 * A file as it was found → a file as the platform takes it: what is asked of ffmpeg for a sound, an image, a film. Not
 * here: where the result is kept (vault.ts), and when it is made (room.ts).
 */
import type { FilmForm, Form, ImageForm, SoundForm } from '../core/compile/media-forms.js'
import type { Duration } from '../core/time.js'
import { type Job, type Ran, runFfmpeg } from './ffmpeg.js'
import {
  corrected,
  type Hearing,
  type Levelling,
  levelling,
  type Measured,
  measure,
  type Target,
} from './loudness.js'
import { type Probe, type Probed, probe } from './probe.js'
import { sniff } from './sniff.js'
import type { Source } from './sources.js'
import type { Tools } from './tools.js'

export interface Wanted {
  readonly form: Form
  readonly target: Target
}

/** What is known of what was made. */
export interface Made {
  readonly length: Duration | undefined
  /** LUFS as measured on what was made; undefined: no sound, or one too short to have a loudness. */
  readonly loudness: number | undefined
  /** dBTP. */
  readonly truePeak: number | undefined
  /** How it was levelled. */
  readonly how: Levelling['how'] | undefined
}

export type Making =
  | { readonly ok: true; readonly made: Made }
  | { readonly ok: false; readonly says: string }

interface Stoppable {
  readonly signal?: AbortSignal | undefined
  readonly nice?: number | undefined
}

export type Watching = Pick<Job, 'signal' | 'nice'> & {
  /** 0 to 1. */
  readonly onShare?: (share: number) => void
}

export async function conform(
  tools: Tools,
  path: string,
  { form, target }: Wanted,
  output: string,
  watching: Watching = {},
): Promise<Making> {
  const looking = probe(tools, path)
  if (form.kind === 'sound') return sound(tools, path, looking, form, target, output, watching)
  const probed = await looking
  if (!probed.ok) return probed
  const source = { kind: 'file', path, demuxer: probed.probe.demuxer } as const
  return form.kind === 'image'
    ? image(tools, source, probed.probe, form, output, watching)
    : film(tools, source, probed.probe, form, output, watching)
}

async function sound(
  tools: Tools,
  path: string,
  looking: Promise<Probed>,
  form: SoundForm,
  target: Target,
  output: string,
  { onShare, ...watching }: Watching,
): Promise<Making> {
  let stated: Duration | undefined
  const share = (half: number) => (made: Duration) =>
    onShare?.(half + Math.min(1, made / Math.max(1, stated ?? made)) / 2)
  const hearing = { ...watching, onProgress: share(0) }
  const { early, stop } = measuredEarly(tools, path, shapeOf(form), hearing)
  const probed = withSound(await looking)
  if (!probed.ok) {
    await stop()
    return probed
  }
  const source = { kind: 'file', path, demuxer: probed.probe.demuxer } as const
  stated = probed.probe.length
  const found = await (early ?? measure(tools, source, shapeOf(form), hearing))
  if (!found.ok) return found
  const { measured } = found
  const checked = whole(measured, stated)
  if (!checked.ok) return checked
  const { heard } = checked
  const attempt = (level: Levelling | undefined) =>
    encode(tools, source, { form, level, heard, output }, { ...watching, onProgress: share(0.5) })
  return levelled(attempt, measured, target)
}

type Heard = NonNullable<Measured['heard']>

/** What is told of a damaged file differs from what is in it by more than this; estimates of good ones by less. */
const TRUNCATED_SHARE = 0.9
const TRUNCATED_SLACK = 200
const showSeconds = (length: Duration) => `${(length / 1_000).toFixed(1)} s`

function whole(
  { length, heard }: Measured,
  stated: Duration | undefined,
): { readonly ok: true; readonly heard: Heard } | { readonly ok: false; readonly says: string } {
  if (stated !== undefined && length < stated * TRUNCATED_SHARE - TRUNCATED_SLACK) {
    const says = `it states ${showSeconds(stated)} and ends after ${showSeconds(length)}: it is cut off`
    return { ok: false, says }
  }
  return heard ? { ok: true, heard } : { ok: false, says: 'it is silent from beginning to end' }
}

/** What makes a sound heard as it is on air, for whoever plays the file itself: or why it is not on air at all. */
export async function heardAsOnAir(
  tools: Tools,
  path: string,
  { demuxer, length: stated }: Pick<Probe, 'demuxer' | 'length'>,
  { form, target }: { readonly form: SoundForm; readonly target: Target },
  signal?: AbortSignal,
): Promise<
  { readonly ok: true; readonly filter: string } | { readonly ok: false; readonly says: string }
> {
  const source = { kind: 'file', path, demuxer } as const
  const found = await measure(tools, source, shapeOf(form), plainly({ signal }))
  if (!found.ok) return found
  const checked = whole(found.measured, stated)
  if (!checked.ok) return checked
  return { ok: true, filter: filterOf(form, checked.heard, levelling(found.measured, target)) }
}

/** What is known by its first bytes is measured while ffprobe still looks, until that refuses it. */
function measuredEarly(tools: Tools, path: string, shaped: string, watching: Hearing) {
  const sniffed = sniff(path)
  if (!sniffed.ok || sniffed.demuxer === undefined) return { early: undefined, stop: () => {} }
  const refused = new AbortController()
  const signal = AbortSignal.any([refused.signal, ...(watching.signal ? [watching.signal] : [])])
  const source = { kind: 'file', path, demuxer: sniffed.demuxer } as const
  const early = measure(tools, source, shaped, { ...watching, signal })
  const stop = async () => {
    refused.abort()
    await early
  }
  return { early, stop }
}

const withSound = (probed: Probed): Probed =>
  probed.ok && probed.probe.sound === undefined
    ? { ok: false, says: 'there is no sound in it' }
    : probed

type Attempt = (level: Levelling | undefined) => Promise<Making>

/** As a rule the first attempt is right; the others are for short sounds with high peaks, and for hiss. */
const ATTEMPTS = 3
/** LU: EBU R128 allows half of one, and the meter shows tenths, so that what it calls half may be more. */
const NEAR_ENOUGH = 0.44

async function levelled(attempt: Attempt, measured: Measured, target: Target): Promise<Making> {
  let level = levelling(measured, target)
  let making = await attempt(level)
  let missing = 0
  for (let tried = 1; making.ok && level && tried < ATTEMPTS; tried += 1) {
    const off = target.loudness - (making.made.loudness ?? target.loudness)
    if (Math.abs(off) <= NEAR_ENOUGH) break
    missing += level.how === 'loudnorm' ? 0 : off
    level = corrected(measured, target, missing)
    making = await attempt(level)
  }
  return making
}

interface Encoding {
  readonly form: SoundForm
  readonly level: Levelling | undefined
  readonly heard: Heard
  readonly output: string
}

async function encode(
  tools: Tools,
  source: Source,
  { form, level, heard, output }: Encoding,
  watching: Hearing,
): Promise<Making> {
  const filters = filterOf(form, heard, level)
  const ran = await runFfmpeg(tools, {
    ...watching,
    inputs: [source],
    args: ['-map', '0:a:0', '-af', filters, ...encoding(form), ...PLAIN],
    output,
  })
  if (!ran.ok) return ran
  // What a decoder hears, not what went into the encoder: it takes away what is above 16 kHz and moves peaks.
  const result = { kind: 'file', path: output, demuxer: form.container } as const
  const { signal, nice } = watching
  const back = await measure(tools, result, 'anull', plainly({ signal, nice }))
  if (!back.ok) return back
  const { loudness, truePeak, length } = back.measured
  return { ok: true, made: { length, loudness, truePeak, how: level?.how } }
}

function filterOf(form: SoundForm, heard: Heard, level: Levelling | undefined): string {
  const shaped = shapeOf(form)
  const trim = `atrim=start=${heard.from / 1_000}:end=${heard.to / 1_000},asetpts=PTS-STARTPTS`
  // Levelling may work at 192 kHz and leave it at that: the rate is set once more after it.
  return [shaped, trim, ...(level ? [level.filter, shaped] : [])].join(',')
}

/** Channels and rate before anything is measured: a sum of channels is louder than each. */
const shapeOf = ({ rate, channels }: SoundForm) =>
  `aformat=channel_layouts=${channels === 1 ? 'mono' : 'stereo'},aresample=${rate}`

const encoding = ({ container, codec, kbits }: SoundForm): readonly string[] => [
  ...['-c:a', codec, '-f', container],
  ...(kbits === undefined ? [] : ['-b:a', `${kbits}k`]),
]

/** No names, covers or chapters of the original, and the same bytes each time. */
const PLAIN = ['-map_metadata', '-1', '-map_chapters', '-1', '-fflags', '+bitexact'] as const

const filling = ({ width, height }: ImageForm | FilmForm) =>
  `scale=${width}:${height}:force_original_aspect_ratio=increase:flags=lanczos,crop=${width}:${height}`

async function image(
  tools: Tools,
  source: Source,
  { picture }: Probe,
  form: ImageForm,
  output: string,
  watching: Watching,
): Promise<Making> {
  if (picture === undefined) return { ok: false, says: 'there is no picture in it' }
  const [pixels, ...codec] = form.as === 'jpg' ? JPG : PNG
  const args = [
    ...['-map', '0:v:0', '-vf', `${filling(form)},format=${pixels}`, '-frames:v', '1'],
    ...[...codec, '-f', 'image2pipe', ...PLAIN],
  ]
  return still(await runFfmpeg(tools, { ...plainly(watching), inputs: [source], args, output }))
}

const PNG = ['rgba', '-c:v', 'png'] as const
/** The best this encoder does: it is the second time, and the last, that something is lost. */
const JPG = ['yuvj420p', '-c:v', 'mjpeg', '-q:v', '1', '-qmin', '1'] as const

const still = (ran: Ran): Making => (ran.ok ? { ok: true, made: SILENT } : ran)
const SILENT: Made = { length: undefined, loudness: undefined, truePeak: undefined, how: undefined }
const plainly = ({ signal, nice }: Stoppable) => ({
  ...(signal && { signal }),
  ...(nice === undefined ? {} : { nice }),
})

/** Channels show 25 or 30 pictures a second; what moves faster costs bandwidth and is not seen. */
const FILM = ['-fpsmax', '30', '-c:v', 'libx264', '-preset', 'veryfast', '-crf', '20'] as const

async function film(
  tools: Tools,
  source: Source,
  { picture, length: stated }: Probe,
  form: FilmForm,
  output: string,
  { onShare, ...watching }: Watching,
): Promise<Making> {
  if (picture === undefined) return { ok: false, says: 'there is no picture in it' }
  const even = {
    ...form,
    width: form.width - (form.width % 2),
    height: form.height - (form.height % 2),
  }
  let length: Duration | undefined
  const ran = await runFfmpeg(tools, {
    ...watching,
    inputs: [source],
    args: [
      ...['-map', '0:v:0', '-an', '-vf', `${filling(even)},format=yuv420p`, ...FILM],
      ...['-movflags', '+faststart', '-f', 'mp4', ...PLAIN],
    ],
    output,
    threads: 0,
    onProgress: (made) => {
      length = made
      onShare?.(Math.min(1, made / Math.max(1, stated ?? made)))
    },
  })
  if (!ran.ok) return ran
  return { ok: true, made: { ...SILENT, length } }
}
