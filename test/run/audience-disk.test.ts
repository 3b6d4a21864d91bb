/** While the disk takes nothing, nothing is lost: what came meanwhile is heard when it does. */
import { expect, test } from 'vitest'
import { days, hours, instant, minutes, seconds } from '../../daemon/core/time.js'
import { ALWAYS, aProgramme, at, once } from '../builders.js'
import { anEvening, aSlowModel, type Evening, QUESTIONS } from './an-audience.js'

const questions = { ...QUESTIONS, sources: ['model'] } as const
const shop = aProgramme({ show: 'shop', schedule: [ALWAYS], questions })
const fates = ({ rows }: Evening) =>
  rows('select situation, reason from question order by seq').map(({ situation, reason }) =>
    [situation, reason].filter(Boolean).join(' '),
  )

test('an answer that comes while the disk is full is not told as late', async () => {
  const { model, says } = aSlowModel()
  using evening = anEvening(shop, at('09:00'), { model })
  await evening.world.clock.pass(seconds(5))
  evening.ask('m-1', 'Ann')
  evening.failing(true)
  says('We ship on the next working day.')
  await evening.world.clock.pass(seconds(20))
  evening.failing(false)
  await evening.world.clock.pass(seconds(60))
  expect(fates(evening)).toEqual(['spoken'])
})

test('what was spoken while the disk was full is spoken, and the next one is answered', async () => {
  using evening = anEvening(aProgramme({ ...shop, questions: QUESTIONS }), at('09:00'))
  const { clock, rows } = evening.world
  await clock.pass(seconds(5))
  evening.ask('m-1', 'Ann')
  await clock.pass(seconds(3))
  evening.failing(true)
  await clock.pass(seconds(40))
  expect(rows.filter(({ source }) => source === 'question')).toHaveLength(1)
  evening.failing(false)
  await clock.pass(seconds(5))
  expect(fates(evening)).toEqual(['spoken'])
  evening.ask('m-2', 'Bob', 'When do you ship to Rome?')
  await clock.pass(seconds(60))
  expect(fates(evening)).toEqual(['spoken', 'declined ANSWERED_ALREADY'])
})

test('what the queue does not take is declined, also if the disk is full just then', async () => {
  const { model, says } = aSlowModel()
  using evening = anEvening(shop, at('09:00'), { model })
  const { clock, daemon } = evening.world
  await clock.pass(seconds(5))
  const [airing] = Object.keys(daemon().loop.state.airings)
  evening.ask('m-1', 'Ann')
  const until = instant(clock.now() + minutes(30))
  const command = { type: 'hold', until } as const
  if (airing)
    daemon().loop.post({
      type: 'commanded',
      airing: airing as never,
      request: 'h',
      by: 'li',
      command,
    })
  says('We ship on the next working day.')
  // The second write fails: the queue said no in between.
  evening.failing('after one')
  await clock.pass(seconds(3))
  evening.failing(false)
  await clock.pass(seconds(5))
  expect(fates(evening)).toEqual(['declined NOT_AIRED'])
})

test('the show is over before its last answer is told: it was heard all the same', async () => {
  using evening = anEvening(
    aProgramme({
      ...shop,
      questions: QUESTIONS,
      schedule: [once('2026-11-23T09:00:00', hours(1))],
    }),
    at('08:55'),
  )
  const { clock, daemon, rows } = evening.world
  await clock.pass(seconds(310))
  evening.ask('m-1', 'Ann')
  await clock.pass(seconds(3))
  evening.failing(true)
  await clock.pass(hours(1))
  expect(rows.filter(({ source }) => source === 'question')).toMatchObject([{ status: 'aired' }])
  expect(Object.values(daemon().loop.state.airings)[0]?.situation).toBe('closed')
  evening.failing(false)
  await clock.pass(seconds(5))
  evening.desk.look()
  expect(fates(evening)).toEqual(['spoken'])
})

test('a question whose words are gone holds up nobody', async () => {
  const { model, says } = aSlowModel()
  using evening = anEvening(shop, at('09:00'), { model })
  const { clock } = evening.world
  await clock.pass(seconds(5))
  evening.ask('m-1', 'Ann')
  // Somebody set the clock ten days ahead for a moment, or the row is gone for another reason.
  evening.book.prune(instant(clock.now() + days(10)))
  says('We ship on the next working day.')
  await clock.pass(seconds(60))
  expect(fates(evening)).toEqual(['spoken'])
})
