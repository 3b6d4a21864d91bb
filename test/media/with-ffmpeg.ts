/** The real ffmpeg of this machine, and sounds and pictures that it makes itself. */
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Writable } from 'node:stream'
import { runFfmpeg } from '../../daemon/media/ffmpeg.js'
import type { Source } from '../../daemon/media/sources.js'
import { findTools, isFound, type Tools } from '../../daemon/media/tools.js'

/** A test without ffmpeg fails: a green run must mean that sound and picture were tried. */
export async function realTools(): Promise<Tools> {
  const tools = await findTools()
  if (isFound(tools)) return tools
  throw new Error(`${tools.says}; the tests of media need it: npm run tools, or ${tools.hint}`)
}

export const emptyFolder = () => mkdtempSync(join(tmpdir(), 'onair-media-'))

/** Makes a file of what lavfi describes: `sine=frequency=440:duration=1`. */
export async function made(
  tools: Tools,
  path: string,
  graph: string,
  ...args: readonly string[]
): Promise<string> {
  const ran = await runFfmpeg(tools, { inputs: [{ kind: 'made', graph }], args, output: path })
  if (!ran.ok) throw new Error(`${path}: ${ran.says}\n${ran.said.join('\n')}`)
  return path
}

/** The bytes of what the arguments make of it: pixels or samples. */
export async function decoded(
  tools: Tools,
  source: Source,
  args: readonly string[],
): Promise<Buffer> {
  const parts: Buffer[] = []
  const output = new Writable({
    write(part: Buffer, _, done) {
      parts.push(part)
      done()
    },
  })
  const ran = await runFfmpeg(tools, { inputs: [source], args, output })
  if (!ran.ok) throw new Error(`${ran.says}\n${ran.said.join('\n')}`)
  return Buffer.concat(parts)
}
