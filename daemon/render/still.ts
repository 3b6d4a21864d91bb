/** A film as one of its pictures: on a screen of ours films stand still, which is enough to see which one it is. */
import { Writable } from 'node:stream'
import { runFfmpeg } from '../media/ffmpeg.js'
import { probe } from '../media/probe.js'
import type { Tools } from '../media/tools.js'

/** Many films begin with black: the one that is most like the others of the first two seconds. */
const TYPICAL = 'thumbnail=50'

export async function stillOf(tools: Tools, path: string): Promise<Buffer | undefined> {
  const probed = await probe(tools, path)
  if (!probed.ok || probed.probe.picture === undefined) return undefined
  const parts: Buffer[] = []
  const output = new Writable({
    write(part: Buffer, _, done) {
      parts.push(part)
      done()
    },
  })
  const ran = await runFfmpeg(tools, {
    inputs: [{ kind: 'file', path, demuxer: probed.probe.demuxer }],
    args: ['-map', '0:v:0', '-vf', TYPICAL, '-frames:v', '1', '-c:v', 'png', '-f', 'image2pipe'],
    output,
    nice: 10,
  })
  return ran.ok ? Buffer.concat(parts) : undefined
}
