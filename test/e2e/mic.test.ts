/** `onair mic` from a file to the vendor's socket, with real processes and a real decoder. */
import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { aRundown, aStation } from './a-station.js'

const shop = aRundown(
  'shop',
  'always: true',
  'cue: pitch, every: 2s, say: This is what we have for you today.',
)
const SECONDS = 3
const BYTES = SECONDS * 16_000 * 2

test('the platform hears all of a file, in real time; takeovers go on afterwards', async () => {
  await using station = await aStation({ rundowns: { 'shop.yaml': shop } })
  const sound = join(station.folder, 'statement.wav')
  const tone = `sine=frequency=300:duration=${SECONDS}`
  execFileSync('ffmpeg', ['-v', 'error', '-f', 'lavfi', '-i', tone, '-ar', '48000', sound])
  const daemon = await station.run()
  await daemon.said(/AIRED pitch/)
  const spoke = await station.onair('mic', 'shop', '--input', sound)
  expect(spoke).toMatchObject({ code: 0, stdout: 'off air: the voice was at its end\n' })
  const ended = station.record().find(({ type }) => type === 'microphone-ended')
  if (ended?.type !== 'microphone-ended') throw new Error('the vendor heard nothing')
  expect(Math.abs(ended.bytes - BYTES) / BYTES).toBeLessThan(0.02)
  const before = station.summary().sessions[0]?.spoken.length ?? 0
  await station.until(
    'takeovers go on',
    () => (station.summary().sessions[0]?.spoken.length ?? 0) > before,
  )
  expect(station.summary().sessions).toHaveLength(1)
  const log = await station.log()
  expect(log.filter(({ source }) => source === 'microphone')).toMatchObject([
    { status: 'aired', title: 'live voice' },
  ])
})

test('what cannot be spoken is said in a line: no file, no sound, nobody on air', async () => {
  await using station = await aStation({ rundowns: {} })
  const nowhere = await station.onair('mic', 'shop', '--input', 'nowhere.wav')
  expect(nowhere).toMatchObject({ code: 1, stderr: 'error: there is no file nowhere.wav\n' })
  const config = await station.onair('mic', 'shop', '--input', 'config.yaml')
  expect(config.code).toBe(1)
  expect(config.stderr).toMatch(/^error: config.yaml: .*sound/)
  const daemon = await station.run()
  await daemon.said(/onair is running/)
  const refused = await station.onair('mic', 'shop', '--input', 'pulse:nowhere')
  expect(refused.code).toBe(1)
  expect(refused.stderr).toMatch(/no airing or show "shop"/)
})
