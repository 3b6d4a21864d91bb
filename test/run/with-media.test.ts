import { expect, test, vi } from 'vitest'
import type { LiveScript, TakeoverScript } from '../../daemon/core/compile/programme.js'
import { applied } from '../../daemon/core/plan/outcome.js'
import type { Picture } from '../../daemon/core/rundown/rundown.js'
import { softSugarCalls } from '../../daemon/platform/softsugar/calls.js'
import { softSugar } from '../../daemon/platform/softsugar/dialect.js'
import { type Found, withMedia } from '../../daemon/run/with-media.js'
import { aLiveScript, aTakeoverScript } from '../builders.js'

const picture = (url: string): Picture => ({
  kind: 'image',
  name: undefined,
  url,
  box: undefined,
  loop: undefined,
  from: undefined,
  for: undefined,
})
const NEVER: Found = { is: 'not-yet', comes: new Promise(() => {}) }
const sponsor = { ...aTakeoverScript({ audio: 'm/a.wav' }), say: undefined }

/** A platform that writes down what it is given, behind a desk that knows these files. */
function aStage(
  files: Readonly<Record<string, Found>>,
  find = async (path: string): Promise<Found> =>
    files[path] ?? { is: 'bad', says: 'it is not there' },
) {
  const sent: (LiveScript | TakeoverScript)[] = []
  const alerts: string[] = []
  const told: string[] = []
  const missing: (readonly string[])[] = []
  const nothing = softSugarCalls(() => Promise.reject(new Error('nothing is sent in this test')))
  const platform = withMedia(
    {
      ...nothing,
      open: async (script) => {
        sent.push(script)
        return applied({ session: 's', state: 'initialising' })
      },
      enqueue: async (_, script) => {
        sent.push(script)
        return applied({ trace: 't', prepared: true })
      },
    },
    {
      find: ({ path }) => find(path),
      alert: (path, says) => alerts.push(`${path}: ${says}`),
      tell: (path, says) => told.push(`${path}: ${says}`),
      missing: (session, says) => missing.push([session, ...says]),
    },
    softSugar.sound,
  )
  return { platform, sent, alerts, told, missing }
}

test('what is sent has addresses where the core has paths', async () => {
  const { platform, sent } = aStage({ 'm/a.wav': { is: 'there', url: 'https://here/a.mp3' } })
  expect((await platform.enqueue('s', sponsor, undefined)).is).toBe('applied')
  expect(sent).toMatchObject([{ audio: 'https://here/a.mp3' }])
})

test('a sound that cannot be had is refused before anything is sent, and not for ever if it will be', async () => {
  const { platform, sent, alerts } = aStage({ 'm/late.wav': NEVER })
  expect(await platform.enqueue('s', sponsor, undefined)).toEqual({
    is: 'not-applied',
    why: 'no-media',
    says: 'm/a.wav: it is not there',
  })
  expect(alerts).toEqual(['m/a.wav: it is not there'])
  const late = { ...sponsor, audio: 'm/late.wav' }
  expect(await platform.enqueue('s', late, undefined)).toMatchObject({ why: 'never-sent' })
  expect(sent).toEqual([])
})

test('a picture that cannot be had is left out and told of: the show opens', async () => {
  const stage = { ...aLiveScript().stage, foregrounds: [picture('m/logo.png')] }
  const { platform, sent, alerts } = aStage({})
  expect((await platform.open(aLiveScript({ stage }), 'mark')).is).toBe('applied')
  expect(sent).toMatchObject([{ stage: { foregrounds: [] } }])
  expect(alerts).toEqual(['m/logo.png: it is not there'])
})

test('a picture or film that is not ready yet is left out and told of: nobody sends it afterwards', async () => {
  const stage = { ...aLiveScript().stage, foregrounds: [picture('m/logo.png')] }
  let isReady: (found: Found) => void = () => {}
  const comes = new Promise<Found>((resolve) => {
    isReady = resolve
  })
  const { platform, sent, alerts, told, missing } = aStage({
    'm/logo.png': { is: 'not-yet', comes },
  })
  await platform.open(aLiveScript({ stage }), 'mark')
  expect(sent).toMatchObject([{ stage: { foregrounds: [] } }])
  expect(alerts).toEqual([expect.stringMatching(/^m\/logo\.png: it is still being made ready/)])
  expect(missing).toEqual([
    ['s', 'logo.png is missing: it was still being made ready when this session opened'],
  ])
  expect(told).toEqual([])
  isReady({ is: 'there', url: 'https://here/logo.png' })
  await vi.waitFor(() => expect(told).toEqual([expect.stringMatching(/logo.png: it is ready now/)]))
})

test('at the last moment, too, its alternative takes its place', async () => {
  const logo = { ...picture('m/logo.png'), alternative: 'm/plain.png' }
  const stage = { ...aLiveScript().stage, foregrounds: [logo] }
  const { platform, sent, alerts, missing } = aStage({
    'm/plain.png': { is: 'there', url: 'https://here/plain.png' },
  })
  await platform.open(aLiveScript({ stage }), 'mark')
  expect(sent).toMatchObject([{ stage: { foregrounds: [{ url: 'https://here/plain.png' }] } }])
  expect(alerts).toEqual(['m/logo.png: it is not there'])
  expect(missing).toEqual([])
})

test('what is still being made is waited for at once, not one after the other: a show opens in time', async () => {
  const asked: string[] = []
  const waiting: ((found: Found) => void)[] = []
  const { platform, sent } = aStage({}, (path) => {
    asked.push(path)
    return new Promise((resolve) => waiting.push(resolve))
  })
  const foregrounds = [picture('m/logo.png'), picture('m/ticker.png'), picture('m/frame.png')]
  const opening = platform.open(
    aLiveScript({ stage: { ...aLiveScript().stage, foregrounds } }),
    'm',
  )
  await vi.waitFor(() =>
    expect(asked).toEqual(expect.arrayContaining(foregrounds.map(({ url }) => url))),
  )
  for (const ready of waiting) ready({ is: 'there', url: 'https://here/x.png' })
  expect((await opening).is).toBe('applied')
  expect(sent).toMatchObject([{ stage: { foregrounds: [{}, {}, {}] } }])
})

test('where looking for a file breaks nothing was sent: a show opens without it, a sound is refused', async () => {
  const { platform, sent, alerts } = aStage({}, () => Promise.reject(new Error('EIO')))
  const stage = { ...aLiveScript().stage, foregrounds: [picture('m/logo.png')] }
  expect((await platform.open(aLiveScript({ stage }), 'mark')).is).toBe('applied')
  expect(sent).toMatchObject([{ stage: { foregrounds: [] } }])
  expect(await platform.enqueue('s', sponsor, undefined)).toMatchObject({ why: 'no-media' })
  expect(alerts).toEqual(expect.arrayContaining(['m/logo.png: EIO', 'm/a.wav: EIO']))
})
