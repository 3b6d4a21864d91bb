import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { crc32, deflateSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { anyImage } from '../../daemon/render/picture-file.js'
import { emptyFolder, made, realTools } from '../media/with-ffmpeg.js'

const folder = emptyFolder()
const tools = await realTools()
const ONE = ['-frames:v', '1'] as const

test('a photograph is drawn from a small one, of its own shape; a small one as it is', async () => {
  const sizes: (string | readonly number[])[] = []
  for (const size of ['4000x3000', '300x200']) {
    const path = await made(tools, join(folder, `${size}.png`), `color=red:s=${size}`, ...ONE)
    const image = await anyImage(tools, path)
    sizes.push(typeof image === 'string' ? image : [image.width, image.height])
  }
  expect(sizes).toEqual([
    [1_920, 1_440],
    [300, 200],
  ])
})

test('what would fill the memory is not unpacked, and it is said why', async () => {
  const path = join(folder, 'lines.png')
  writeFileSync(path, blank(30_000, 3_000))
  expect(await anyImage(tools, path)).toMatch(/30000 x 3000; the largest taken has 50 million/)
  writeFileSync(path, '<html>404</html>')
  expect(await anyImage(tools, path)).toContain('it is a web page')
})

/** A png of one colour and one bit a pixel: some kilobytes, whatever its size. */
function blank(width: number, height: number): Buffer {
  const head = Buffer.alloc(13)
  head.writeUInt32BE(width, 0)
  head.writeUInt32BE(height, 4)
  head[8] = 1
  const lines = deflateSync(Buffer.alloc(height * (1 + Math.ceil(width / 8))))
  const parts = [piece('IHDR', head), piece('IDAT', lines), piece('IEND', Buffer.alloc(0))]
  return Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), ...parts])
}

function piece(name: string, body: Buffer): Buffer {
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)]
  const named = Buffer.concat([Buffer.from(name, 'latin1'), body])
  length.writeUInt32BE(body.length)
  sum.writeUInt32BE(crc32(named))
  return Buffer.concat([length, named, sum])
}
