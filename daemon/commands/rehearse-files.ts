/**
 * The files on disk of a rehearsal: how long the sounds are, as the media cache has measured what was made of them,
 * else as ffprobe finds them; and what is wrong with a file, as the daemon finds it when it looks ahead. Nothing is
 * made.
 */
import type { Finding } from '../core/plan/preflight.js'
import type { Duration } from '../core/time.js'
import { type Probe, probe } from '../media/probe.js'
import { sniff } from '../media/sniff.js'
import { findTools, isFound } from '../media/tools.js'

export interface LookedAt {
  /** By address; a sound nobody can measure is missing. */
  readonly lengths: ReadonlyMap<string, Duration>
  readonly findings: readonly Finding[]
}

/**
 * A smaller picture is too large for nobody, and to start ffprobe for each takes longer than the rehearsal: its first
 * bytes say whether it is one.
 */
const PICTURE_LOOKED_AT_BYTES = 1_000_000
const PICTURES: readonly string[] = ['png_pipe', 'jpeg_pipe']
/** Looked at at once: ffprobe waits for its own start more than for a core. */
const AT_ONCE = 4

/** `files`: by address, as the stand-in is given them; `ffmpeg`: as the config names it. */
export async function lookAt(
  files: ReadonlyMap<string, string>,
  known: (path: string) => Duration | undefined,
  ffmpeg?: string,
): Promise<LookedAt> {
  const lengths = new Map<string, Duration>()
  const wrong = new Map<string, string>()
  const unknown = new Map<string, string>()
  for (const [url, path] of files) {
    const length = isSound(url) ? known(path) : undefined
    if (length !== undefined) lengths.set(url, length)
    else if (!isPicture(url) || !isPlain(path)) unknown.set(url, path)
  }
  const tools = unknown.size === 0 ? undefined : await findTools(ffmpeg)
  if (tools !== undefined && isFound(tools)) {
    const left = unknown.entries()
    const look = async () => {
      for (const [url, path] of left) {
        const probed = await probe(tools, path)
        const says = probed.ok ? lackOf(url, probed.probe) : probed.says
        if (says !== undefined) wrong.set(url, says)
        if (probed.ok && isSound(url) && probed.probe.length !== undefined)
          lengths.set(url, probed.probe.length)
      }
    }
    await Promise.all(Array.from({ length: AT_ONCE }, look))
  }
  const findings = [...files.keys()].flatMap((url): readonly Finding[] => {
    const says = wrong.get(url)
    return says === undefined ? [] : [{ path: url, is: 'invalid', says }]
  })
  return { lengths, findings }
}

const isSound = (url: string) => url.endsWith('.mp3')
const isPicture = (url: string) => !isSound(url) && !url.endsWith('.mp4')
function isPlain(path: string): boolean {
  const sniffed = sniff(path)
  if (!sniffed.ok || sniffed.bytes > PICTURE_LOOKED_AT_BYTES) return false
  return sniffed.demuxer !== undefined && PICTURES.includes(sniffed.demuxer)
}

const lackOf = (url: string, { sound, picture }: Probe): string | undefined => {
  if (isSound(url)) return sound ? undefined : 'there is no sound in it'
  return picture ? undefined : 'there is no picture in it'
}
