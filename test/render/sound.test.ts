import { expect, test } from 'vitest'
import { espeak } from '../../daemon/render/espeak.js'
import { bytesOf, faded, loudnessOf, samplesIn, writtenTo } from '../../daemon/render/sound.js'
import { beatsOf, chime, tones } from '../../daemon/render/tones.js'

test('without a voice there is a tone for each syllable, and a pause for each mark', () => {
  const heard = (text: string) => beatsOf(text).filter(({ pitch }) => pitch > 0).length
  expect(heard('一号好物，桂花乌龙茶。')).toBe(9)
  expect(heard('Good evening from Berlin!')).toBe(7)
  expect(heard('Two, 2.')).toBe(2)
  expect(heard('…')).toBe(1)
})

test('tones last exactly as long as the speech, and are heard from its first moment', () => {
  const samples = tones('大家好，欢迎来到直播间。', 3_000)
  expect(samples).toHaveLength(samplesIn(3_000))
  expect(loudnessOf(samples.subarray(0, samplesIn(100)))).toBeGreaterThan(0.2)
  expect(loudnessOf(samples.subarray(-samplesIn(100)))).toBe(0)
  expect(loudnessOf(chime(500))).toBeGreaterThan(0.2)
})

test('what is too long is cut, what is too short is silent to its end', () => {
  const one = Int16Array.from({ length: 1_000 }, () => 10_000)
  // It comes in pieces, and a sample may be in two of them.
  const fitted = (length: number) => {
    const samples = new Int16Array(length)
    const into = writtenTo(samples)
    for (const part of [bytesOf(one).subarray(0, 3), bytesOf(one).subarray(3)]) into.write(part)
    return { samples, end: into.end() }
  }
  expect(fitted(1_000)).toEqual({ samples: one, end: 1_000 })
  const { samples, end } = fitted(1_500)
  expect(faded(samples, end).at(end)).toBe(0)
  expect(Math.abs(samples.at(end - 1) ?? 0)).toBeLessThan(200)
  expect(samples.at(0)).toBe(10_000)
  expect(fitted(500)).toEqual({ samples: one.subarray(0, 500), end: 500 })
})

test('espeak-ng speaks Chinese and English, and reads a text as a text', async () => {
  const said = await Promise.all([
    espeak('大家好，欢迎来到直播间。', 'zh-CN', 50),
    espeak('Good evening. $(touch x) --version; -f /etc/passwd', 'en-GB', 50),
  ])
  for (const robot of said) {
    const why = 'espeak-ng is not installed: the voice of the stand-in cannot be tried'
    expect(robot, why).toBeDefined()
    const bytes = robot?.samples ?? Buffer.alloc(0)
    const samples = new Int16Array(bytes.length / 2)
    writtenTo(samples).write(bytes)
    expect(loudnessOf(samples)).toBeGreaterThan(0.05)
    expect((robot?.samples.length ?? 0) / 2 / (robot?.samplesPerSecond ?? 1)).toBeGreaterThan(1)
  }
})
