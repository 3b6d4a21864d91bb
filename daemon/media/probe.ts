/** What a file really is: asked of ffprobe in the same cage as ffmpeg, before anything is made of it. */
import { MEDIA_LENGTH_MAX, PICTURE_PIXELS_MAX } from '../core/limits.js'
import { type Duration, millis, showDuration, showSeconds } from '../core/time.js'
import { sniff } from './sniff.js'
import { asFile, DEMUXERS, guarded } from './sources.js'
import { ask, type Tools } from './tools.js'

export interface Probe {
  readonly demuxer: string
  /** As the file states it; undefined: it does not. */
  readonly length: Duration | undefined
  readonly sound: { readonly codec: string; readonly channels: number } | undefined
  /** Pictures that come with a sound (covers) do not count. */
  readonly picture:
    | { readonly codec: string; readonly width: number; readonly height: number }
    | undefined
}

export type Probed =
  | { readonly ok: true; readonly probe: Probe }
  | { readonly ok: false; readonly says: string }

export async function probe(tools: Tools, path: string): Promise<Probed> {
  const sniffed = sniff(path)
  if (!sniffed.ok) return sniffed
  const shown = ['-v', 'error', '-show_format', '-show_streams', '-of', 'json']
  const args = [...shown, ...guarded(sniffed.demuxer), '-i', asFile(path)]
  const { ok, stdout, stderr } = await ask(tools, tools.ffprobe, args)
  const told = ok ? parsed(stdout) : undefined
  if (told === undefined) return { ok: false, says: refusal(stderr) }
  const demuxer = demuxerOf(sniffed.demuxer, told)
  if (demuxer === undefined) return { ok: false, says: UNKNOWN }
  return within({ demuxer, ...contents(told) })
}

const UNKNOWN = 'ffmpeg does not know what it is'

const refusal = (stderr: string): string =>
  /not on whitelist|Invalid data found|Invalid argument|misdetection/.test(stderr)
    ? 'it is no sound, picture or film that can be read, or it is damaged'
    : (stderr
        .trim()
        .split('\n')
        .at(-1)
        ?.replace(/^.*?: /, '')
        .slice(0, 200) ?? UNKNOWN)

/** Too long or too large is said before hours are spent on it. */
function within(probe: Probe): Probed {
  const { length, picture } = probe
  if ((length ?? 0) > MEDIA_LENGTH_MAX) {
    const long = showSeconds(length ?? millis(0))
    const longest = showDuration(MEDIA_LENGTH_MAX)
    return { ok: false, says: `it is ${long} long; the longest taken is ${longest}` }
  }
  const most = `${PICTURE_PIXELS_MAX / 1e6} million pixels`
  // ffprobe leaves out the size of what it does not decode, and then it decodes nothing so large.
  if (picture && picture.width * picture.height === 0) {
    return { ok: false, says: `it is damaged, or has far more than the ${most} that are taken` }
  }
  if (picture && picture.width * picture.height > PICTURE_PIXELS_MAX) {
    const size = `${picture.width} x ${picture.height}`
    return { ok: false, says: `it is ${size}; the largest taken has ${most}` }
  }
  return { ok: true, probe }
}

type Fields = Readonly<Record<string, unknown>>

const isFields = (value: unknown): value is Fields => typeof value === 'object' && value !== null
const fields = (value: unknown): Fields => (isFields(value) ? value : {})
const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [])
const number = (value: unknown): number | undefined => {
  const read = typeof value === 'string' || typeof value === 'number' ? Number(value) : Number.NaN
  return Number.isFinite(read) ? read : undefined
}

function parsed(stdout: string): Fields | undefined {
  try {
    return fields(JSON.parse(stdout))
  } catch {
    return undefined
  }
}

function demuxerOf(sniffed: string | undefined, told: Fields): string | undefined {
  const names = String(fields(told.format).format_name).split(',')
  const known = names.filter((name) => DEMUXERS.includes(name))
  return sniffed ?? known[0]
}

function contents(told: Fields): Omit<Probe, 'demuxer'> {
  const streams = list(told.streams).map(fields)
  const sound = streams.find(({ codec_type }) => codec_type === 'audio')
  const picture = streams.find(
    ({ codec_type, disposition }) =>
      codec_type === 'video' && fields(disposition).attached_pic !== 1,
  )
  const length = number(fields(told.format).duration)
  return {
    length: length === undefined ? undefined : millis(length * 1_000),
    sound: sound && { codec: String(sound.codec_name), channels: number(sound.channels) ?? 0 },
    picture: picture && {
      codec: String(picture.codec_name),
      width: number(picture.width) ?? 0,
      height: number(picture.height) ?? 0,
    },
  }
}
