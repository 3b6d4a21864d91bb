/**
 * A picture as it lies on disk → one that can be drawn, or why not. What is large is made small by ffmpeg, in its cage:
 * unpacked, forty photographs of a phone would take two gigabytes, and one large drawing of lines as much by itself.
 */
import { readFile } from 'node:fs/promises'
import { Writable } from 'node:stream'
import { type Image, loadImage } from '@napi-rs/canvas'
import { sayOf } from '../core/assert.js'
import { runFfmpeg } from '../media/ffmpeg.js'
import { probe } from '../media/probe.js'
import type { Tools } from '../media/tools.js'

/** Of each side: as much as the screen shows, though a part of it were stretched over the whole. */
const SIDE_MAX = 1_920

/** One that this station made: it has the size of its box. */
export async function ownImage(path: string): Promise<Image | string> {
  try {
    return await drawable(await readFile(path))
  } catch (error) {
    return sayOf(error)
  }
}

/** Anybody's. */
export async function anyImage(tools: Tools, path: string): Promise<Image | string> {
  const probed = await probe(tools, path)
  if (!probed.ok) return probed.says
  const { picture, demuxer } = probed.probe
  if (!picture) return 'there is no picture in it'
  if (picture.width <= SIDE_MAX && picture.height <= SIDE_MAX) return ownImage(path)
  const parts: Buffer[] = []
  const output = new Writable({
    write(part: Buffer, _, done) {
      parts.push(part)
      done()
    },
  })
  const size = `scale=w='min(iw,${SIDE_MAX})':h='min(ih,${SIDE_MAX})':force_original_aspect_ratio=decrease`
  const args = ['-map', '0:v:0', '-vf', size, '-frames:v', '1', '-c:v', 'png', '-f', 'image2pipe']
  const ran = await runFfmpeg(tools, { inputs: [{ kind: 'file', path, demuxer }], args, output })
  return ran.ok ? drawable(Buffer.concat(parts)) : ran.says
}

async function drawable(bytes: Buffer): Promise<Image | string> {
  const image = await loadImage(bytes)
  return image.width === 0 ? 'there is no picture in it' : image
}
