import { expect, test } from 'vitest'
import type { Event } from '../../daemon/core/plan/events.js'
import type { AccountId } from '../../daemon/core/rundown/rundown.js'
import { minutes } from '../../daemon/core/time.js'
import type { Loop } from '../../daemon/run/loop.js'
import { clockSetBack, wakeUp } from '../../daemon/run/resume.js'
import { virtualClock } from '../../daemon/run/virtual-clock.js'
import { aCue, aProgramme, at, every } from '../builders.js'
import { aJournal } from '../journal/a-journal.js'
import { aLoop, FACTS } from '../journal/a-loop.js'
import { aLoop as aStation } from './a-loop.js'

/** A market on air, and the next start of the daemon on the same journal. */
async function woken(forgottenSince: ReturnType<typeof at> | undefined) {
  using kept = aJournal()
  const clock = virtualClock(at('08:59:50'))
  const programmes = [aProgramme({ cues: [aCue('pitch', every(20))] })]
  const loop = aLoop(kept, clock, programmes)
  await clock.passUntil(at('09:00:30'))
  loop.stop()
  const posted: { event: Event; durable: boolean }[] = []
  const next: Loop = {
    ...loop,
    state: kept.journal.load(),
    post: (event, receipt) => posted.push({ event, durable: receipt !== undefined }),
  }
  wakeUp(next, [], programmes, { forgottenSince })
  return posted.filter(({ event }) => event.type === 'woke')
}

test('an airing that wakes with a journal that forgot something is told since when, durably', async () => {
  expect(await woken(at('08:00'))).toMatchObject([
    { event: { type: 'woke', forgottenSince: at('08:00') }, durable: true },
  ])
})

test('after the usual end there is nothing to tell', async () => {
  const [{ event } = { event: undefined }] = await woken(undefined)
  expect(event).not.toHaveProperty('forgottenSince')
})

test('a clock that was set back while nobody ran: everything is looked at anew, before anything else', () => {
  using kept = aJournal()
  const loop = aLoop(kept, virtualClock(at('09:00')), [])
  loop.stop()
  const posted: Event[] = []
  const next: Loop = { ...loop, post: (event) => posted.push(event) }
  expect(kept.journal.lastAt()).toBe(at('09:00'))
  expect(clockSetBack(kept.journal.lastAt(), at('08:59:58'))).toBeUndefined()
  wakeUp(next, [FACTS], [], { setBack: clockSetBack(kept.journal.lastAt(), at('08:30')) })
  expect(posted).toMatchObject([
    { type: 'clock-moved', by: -minutes(30), away: true },
    { type: 'account-taken-in' },
  ])
})

test('an account that is no longer in the config is asked for nothing, until it is there again', async () => {
  const clock = virtualClock(at('08:00'))
  const asked: string[] = []
  const { loop } = aStation(clock, { carryOut: ({ account }) => asked.push(account) })
  const other = { ...FACTS, id: 'other' as AccountId }
  loop.post({ type: 'account-taken-in', account: other })
  wakeUp(loop, [FACTS], [])
  await clock.pass(minutes(5))
  expect(asked).toContain('demo')
  expect(asked).not.toContain('other')
  wakeUp(loop, [FACTS, other], [])
  await clock.pass(minutes(1))
  expect(asked).toContain('other')
})
