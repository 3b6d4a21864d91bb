/** What a doctor looks at before sounds and pictures are made: ffmpeg, what it can do, and its cage. */
import type { Config } from '../config.js'
import {
  type Capability,
  capabilities,
  findTools,
  HOW_TO_GET,
  isFound,
  type Tools,
} from '../media/tools.js'
import { type Finding, fine } from './doctor-machine.js'

/** What conforming asks for. */
const NEEDED: Readonly<Partial<Record<Capability, readonly string[]>>> = {
  encoders: ['libmp3lame', 'pcm_s16le', 'png', 'libx264'],
  decoders: ['mp3', 'aac', 'flac', 'vorbis', 'opus', 'pcm_s24le', 'h264', 'png', 'mjpeg'],
  filters: [
    ...['ebur128', 'loudnorm', 'alimiter', 'volume', 'silencedetect', 'atrim', 'aresample'],
    ...['aformat', 'scale', 'crop', 'format'],
  ],
}

export async function aboutMedia(
  config: Pick<Config, 'ffmpeg'> | undefined,
): Promise<readonly Finding[]> {
  const tools = await findTools(config?.ffmpeg)
  if (!isFound(tools)) {
    const says = `${tools.says}: sounds and pictures on disk cannot be made ready`
    return [{ about: 'ffmpeg', state: 'error', says, todo: tools.hint }]
  }
  return [await aboutFfmpeg(tools), aboutCage(tools)]
}

async function aboutFfmpeg(tools: Tools): Promise<Finding> {
  const about = 'ffmpeg'
  const missing: string[] = []
  for (const of of ['encoders', 'decoders', 'filters'] as const) {
    const has = await capabilities(tools, of)
    missing.push(...(NEEDED[of] ?? []).filter((name) => !has.has(name)))
  }
  if (missing.length === 0) return fine(about, `${tools.version} at ${tools.ffmpeg}`)
  const says = `${tools.version} at ${tools.ffmpeg} lacks ${missing.join(', ')}`
  return { about, state: 'error', says, todo: `use a complete build: ${HOW_TO_GET}` }
}

const aboutCage = ({ isolation }: Tools): Finding =>
  isolation === 'none'
    ? {
        about: 'isolation',
        state: 'warning',
        says: 'ffmpeg runs with limits, but its network cannot be taken away here',
        todo: 'install bubblewrap, or allow user namespaces: a crafted file could make it call out',
      }
    : fine('isolation', `ffmpeg runs without a network (${isolation})`)
