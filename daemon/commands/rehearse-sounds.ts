/**
 * How long the sounds on disk are, for a rehearsal: as the media cache has measured what was made of them, else as
 * ffprobe finds them; a sound nobody can measure stays unknown.
 */
import type { Duration } from '../core/time.js'
import { probe } from '../media/probe.js'
import { findTools, isFound, type Tools } from '../media/tools.js'

type Lengths = ReadonlyMap<string, Duration>

/** `files`: by address, as the stand-in is given them. */
export async function soundLengths(
  files: ReadonlyMap<string, string>,
  known: (path: string) => Duration | undefined,
): Promise<Lengths> {
  const lengths = new Map<string, Duration>()
  const sounds = [...files].filter(([url]) => url.endsWith('.mp3'))
  let tools: Tools | undefined
  for (const [url, path] of sounds) {
    let length = known(path)
    if (length === undefined) {
      tools ??= await found()
      length = tools && (await probed(tools, path))
    }
    if (length !== undefined) lengths.set(url, length)
  }
  return lengths
}

const found = async (): Promise<Tools | undefined> => {
  const tools = await findTools()
  return isFound(tools) ? tools : undefined
}

async function probed(tools: Tools, path: string): Promise<Duration | undefined> {
  const asked = await probe(tools, path)
  return asked.ok ? asked.probe.length : undefined
}
