/** Samples: mono, 16 bit, 48,000 a second, so that a frame of any rate we draw has a whole number of them. */

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

/** Cut or filled with silence to a length; the last hundredth of a second fades, so that a cut does not click. */
export function fitted(samples: Int16Array, length: number): Int16Array {
  const whole = new Int16Array(length)
  whole.set(samples.subarray(0, length))
  const end = Math.min(samples.length, length)
  const fade = Math.min(SAMPLES_PER_SECOND / 100, end)
  for (let at = 0; at < fade; at++) {
    const place = end - fade + at
    whole[place] = Math.round(((whole[place] ?? 0) * (fade - at)) / fade)
  }
  return whole
}

/** Bytes of samples as they come out of ffmpeg, little-endian whatever the machine is. */
export function samplesOf(bytes: Buffer): Int16Array {
  const samples = new Int16Array(Math.floor(bytes.length / 2))
  for (let at = 0; at < samples.length; at++) samples[at] = bytes.readInt16LE(2 * at)
  return samples
}

export function bytesOf(samples: Int16Array): Buffer {
  const bytes = Buffer.alloc(2 * samples.length)
  samples.forEach((sample, at) => {
    bytes.writeInt16LE(sample, 2 * at)
  })
  return bytes
}
