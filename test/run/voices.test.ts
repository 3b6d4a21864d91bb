import { expect, test } from 'vitest'
import type { AiringId } from '../../daemon/core/plan/calendar.js'
import type { Event, SessionId } from '../../daemon/core/plan/events.js'
import { applied, notApplied } from '../../daemon/core/plan/outcome.js'
import type { AccountId } from '../../daemon/core/rundown/rundown.js'
import type { LineOver, Platform, VoiceLine } from '../../daemon/platform/contract.js'
import { softSugarCalls } from '../../daemon/platform/softsugar/calls.js'
import { openVoices } from '../../daemon/run/voices.js'

const AIRING = 'market@2026-11-23T09:00' as AiringId
const CALL = {
  type: 'open-line',
  class: 'guarded',
  key: 'line:1',
  because: 'anna speaks',
  account: 'demo' as AccountId,
  airing: AIRING,
  session: 's1' as SessionId,
  request: 'r1',
} as const
const LET_GO = { ...CALL, type: 'close-line', because: 'its time was up' } as const

/** A line whose far end is in the test's hands. */
function aLine() {
  const heard: number[] = []
  let finish: (over: LineOver) => void = () => {}
  const over = new Promise<LineOver>((resolve) => {
    finish = resolve
  })
  const line: VoiceLine = {
    send: (pcm) => void heard.push(pcm.length),
    end: () => finish({ how: 'ended', says: 'the voice was at its end' }),
    over,
    [Symbol.dispose]: () => finish({ how: 'broken', says: 'let go' }),
  }
  return { line, heard, finish, over }
}

function aRig() {
  const events: Event[] = []
  const told: string[] = []
  const far = aLine()
  const platform: Platform = {
    ...softSugarCalls(async () => ({ is: 'never-sent', says: 'no wire' })),
    speak: async () => applied(far.line),
  }
  const voices = openVoices((event) => void events.push(event))
  const speaker = {
    ready: () => void told.push('ready'),
    over: (how: string, says: string) => void told.push(`${how}: ${says}`),
  }
  return { voices, platform, far, events, told, speaker }
}

test('a voice goes through from end to end, and both ends are told that it is over', async () => {
  const { voices, platform, far, events, told, speaker } = aRig()
  expect(voices.expect('r1', speaker)).toBe(true)
  expect(voices.expect('r1', speaker)).toBe(false)
  expect(await voices.open(CALL, platform)).toEqual(applied(true))
  voices.hear('r1', new Uint8Array(3_200))
  voices.end('r1')
  await far.over
  voices.hear('r1', new Uint8Array(3_200))
  expect(far.heard).toEqual([3_200])
  expect(told).toEqual(['ready', 'ended: the voice was at its end'])
  expect(events).toMatchObject([{ type: 'line-over', airing: AIRING, request: 'r1', how: 'ended' }])
})

test('a line that breaks is told as broken', async () => {
  const { voices, platform, far, events, told, speaker } = aRig()
  voices.expect('r1', speaker)
  await voices.open(CALL, platform)
  far.finish({ how: 'stopped', says: 'code 4' })
  await far.over
  expect(told.at(-1)).toBe('stopped: code 4')
  expect(events).toMatchObject([{ type: 'line-over', how: 'broken', says: 'code 4' }])
})

test('whoever left before the line was there does not get one', async () => {
  const { voices, platform, speaker } = aRig()
  voices.expect('r1', speaker)
  voices.end('r1')
  expect(await voices.open(CALL, platform)).toMatchObject({ is: 'not-applied' })
  expect(await voices.open({ ...CALL, request: 'nobody' }, platform)).toMatchObject({
    is: 'not-applied',
  })
})

test('whoever leaves while the platform is asked: the line is let go at once', async () => {
  const { voices, platform, far, speaker } = aRig()
  voices.expect('r1', speaker)
  const opening = voices.open(CALL, platform)
  voices.end('r1')
  expect(await opening).toMatchObject({ is: 'not-applied', why: 'never-sent' })
  expect(await far.over).toMatchObject({ how: 'broken' })
})

test('the core lets go: an open line is ended, one that never was is told so', async () => {
  const { voices, platform, far, told, speaker } = aRig()
  voices.expect('r1', speaker)
  await voices.open(CALL, platform)
  voices.letGo(LET_GO)
  expect(await far.over).toMatchObject({ how: 'ended' })
  voices.expect('r2', speaker)
  voices.letGo({ ...LET_GO, request: 'r2' })
  expect(told.at(-1)).toBe('never: its time was up')
  voices.expect('r3', speaker)
  voices.forget('r3')
  voices.letGo({ ...LET_GO, request: 'r3' })
  expect(told).toHaveLength(3)
})

test('a refusal of the platform is passed on as it is', async () => {
  const { voices, platform, speaker } = aRig()
  voices.expect('r1', speaker)
  const busy = { ...platform, speak: async () => notApplied('busy', 'code 7') }
  expect(await voices.open(CALL, busy)).toEqual(notApplied('busy', 'code 7'))
})
