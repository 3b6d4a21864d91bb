/**
 * Frames and sound in one stream, each frame with its sound behind it: what a single pipe can carry into ffmpeg. Plain
 * RIFF without an index, its sizes left open, as ffmpeg's own demuxer reads it from a pipe.
 */

export interface AviForm {
  readonly width: number
  readonly height: number
  readonly framesPerSecond: number
  readonly samplesPerSecond: number
}

/** As large as a size can be: nobody knows how long a channel lives. */
const OPEN = 0xffffffff
const BYTES_PER_PIXEL = 4
const BYTES_PER_SAMPLE = 2
const PCM = 1
const HAS_MANY = 0x100 | 0x10000

export function aviHead(form: AviForm): Buffer {
  const main = numbers(
    Math.round(1_000_000 / form.framesPerSecond),
    ...[0, 0, HAS_MANY, OPEN, 0, 2, 0, form.width, form.height, 0, 0, 0, 0],
  )
  const list = chunk('LIST', named('hdrl'), chunk('avih', main), videoOf(form), soundOf(form))
  return Buffer.concat([named('RIFF'), numbers(OPEN), named('AVI '), list, movieHead()])
}

const movieHead = () => Buffer.concat([named('LIST'), numbers(OPEN), named('movi')])

function videoOf({ width, height, framesPerSecond }: AviForm): Buffer {
  const size = width * height * BYTES_PER_PIXEL
  const head = streamHead('vids', 1, framesPerSecond, size, 0)
  const format = Buffer.concat([
    numbers(40, width, height),
    shorts(1, BYTES_PER_PIXEL * 8),
    named('RGBA'),
    numbers(size, 0, 0, 0, 0),
  ])
  return chunk('LIST', named('strl'), chunk('strh', head), chunk('strf', format))
}

function soundOf({ samplesPerSecond }: AviForm): Buffer {
  const rate = samplesPerSecond * BYTES_PER_SAMPLE
  const head = streamHead('auds', BYTES_PER_SAMPLE, rate, rate, BYTES_PER_SAMPLE)
  const format = Buffer.concat([
    shorts(PCM, 1),
    numbers(samplesPerSecond, rate),
    shorts(BYTES_PER_SAMPLE, BYTES_PER_SAMPLE * 8),
  ])
  return chunk('LIST', named('strl'), chunk('strh', head), chunk('strf', format))
}

const streamHead = (type: string, scale: number, rate: number, size: number, sample: number) =>
  Buffer.concat([
    named(type),
    numbers(0, 0, 0, 0, scale, rate, 0, OPEN, size, OPEN, sample),
    shorts(0, 0, 0, 0),
  ])

export const frameHead = (bytes: number) => Buffer.concat([named('00db'), numbers(bytes)])
export const soundHead = (bytes: number) => Buffer.concat([named('01wb'), numbers(bytes)])

function chunk(name: string, ...parts: readonly Buffer[]): Buffer {
  const body = Buffer.concat(parts)
  return Buffer.concat([named(name), numbers(body.length), body])
}

const named = (name: string) => Buffer.from(name, 'latin1')

function numbers(...values: readonly number[]): Buffer {
  const bytes = Buffer.alloc(4 * values.length)
  values.forEach((value, at) => {
    if (value < 0) bytes.writeInt32LE(value, 4 * at)
    else bytes.writeUInt32LE(value, 4 * at)
  })
  return bytes
}

function shorts(...values: readonly number[]): Buffer {
  const bytes = Buffer.alloc(2 * values.length)
  values.forEach((value, at) => {
    bytes.writeUInt16LE(value, 2 * at)
  })
  return bytes
}
