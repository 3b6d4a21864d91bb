import { expect, test } from 'vitest'
import { printVtt, vttOf } from '../../daemon/commands/log-vtt.js'
import { at } from '../builders.js'
import { heardOutput } from '../help/output.js'

const row = (more: object) => ({
  type: 'takeover' as const,
  occurrence_id: 'market@2026-11-23T09:00',
  timezone: 'UTC',
  actual_start: at('09:00:10'),
  actual_end: at('09:00:18'),
  text_or_media_ref: 'Good morning to you all. These are the prices <b>of the day</b>.',
  language: 'en-GB',
  title: '',
  ...more,
})
const show = row({ type: 'show', actual_start: at('09:00:01'), text_or_media_ref: null })

test('captions follow the times the platform confirmed, from the moment the airing went on air', () => {
  const vtt = vttOf([row({}), show])
  expect(vtt).toMatch(/^WEBVTT\n\nNOTE market@2026-11-23T09:00, 00:00 is 2026-11-23T09:00:01/)
  expect(vtt).toContain('\n1\n00:00:09.000 --> ')
  expect(vtt).toMatch(/ --> 00:00:17\.000\nThese are the prices of the day ?\.\n$/)
})

test('what did not air, and sounds, have no captions', () => {
  const lost = row({ actual_start: null, actual_end: null })
  const jingle = row({ text_or_media_ref: 'https://cdn.example/jingle.mp3' })
  expect(vttOf([lost, jingle, show])).not.toContain('-->')
})

test('of several airings one has to be named', () => {
  const other = { ...row({}), seq: 2, occurrence_id: 'market@2026-11-24T09:00' }
  const reader = { after: () => [{ ...row({}), seq: 1 }, other] }
  const output = heardOutput()
  expect(printVtt(reader, 'market', output)).toBe(1)
  expect(output.heard).toMatchObject({ result: '', trouble: expect.stringContaining('name one') })
})
