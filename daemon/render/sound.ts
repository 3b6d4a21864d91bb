/** Samples: mono, 16 bit, 48,000 a second, so that a frame of any rate we draw has a whole number of them. */
import { endianness } from 'node:os'

export const SAMPLES_PER_SECOND = 48_000

export const samplesIn = (ms: number) => Math.round((ms * SAMPLES_PER_SECOND) / 1_000)

/** 0 … 1, as a mouth would follow it. */
export function loudnessOf(samples: Int16Array): number {
  if (samples.length === 0) return 0
  let sum = 0
  for (const sample of samples) sum += sample * sample
  const level = Math.sqrt(sum / samples.length) / 32_768
  return Math.min(1, level * 5)
}

/** What is heard ends at `end`; the last hundredth of a second before that fades, so that a cut does not click. */
export function faded(samples: Int16Array, end = samples.length): Int16Array {
  const fade = Math.min(SAMPLES_PER_SECOND / 100, end)
  for (let at = 0; at < fade; at++) {
    const place = end - fade + at
    samples[place] = Math.round(((samples[place] ?? 0) * (fade - at)) / fade)
  }
  return samples
}

/** Bytes of samples as they come out of ffmpeg, little-endian whatever the machine is; what is too much is left out. */
export function writtenTo(samples: Int16Array) {
  const bytes = Buffer.from(samples.buffer, samples.byteOffset, samples.byteLength)
  let written = 0
  return {
    write: (part: Buffer): void => {
      written += part.copy(bytes, written)
    },
    /** How many samples it were. */
    end: (): number => {
      if (endianness() === 'BE') bytes.swap16()
      return Math.floor(written / 2)
    },
  }
}

export function bytesOf(samples: Int16Array): Buffer {
  const bytes = Buffer.alloc(2 * samples.length)
  samples.forEach((sample, at) => {
    bytes.writeInt16LE(sample, 2 * at)
  })
  return bytes
}
