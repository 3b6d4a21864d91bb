/** The clock is set while questions wait: what happened so long ago did, what is waited for comes in as long. */
import { expect, test } from 'vitest'
import { hours, millis, minutes, seconds } from '../../daemon/core/time.js'
import { ALWAYS, aProgramme, at } from '../builders.js'
import { anEvening, aSlowModel, type Evening, QUESTIONS } from './an-audience.js'

const always = (more: Partial<typeof QUESTIONS> = {}) =>
  aProgramme({ show: 'shop', schedule: [ALWAYS], questions: { ...QUESTIONS, ...more } })
const fates = ({ rows }: Evening) =>
  rows('select situation, reason from question order by seq').map(({ situation, reason }) =>
    [situation, reason].filter(Boolean).join(' '),
  )
const back = (by: number) => millis(-by)

test('set back an hour, the next answer does not wait for an hour', async () => {
  using evening = anEvening(always(), at('09:00'))
  const { clock, stepClock } = evening.world
  await clock.pass(seconds(5))
  evening.ask('m-1', 'Ann')
  await clock.pass(seconds(60))
  stepClock(back(hours(1)))
  await clock.pass(seconds(1))
  evening.ask('m-2', 'Bob', 'What does it cost?')
  await clock.pass(seconds(60))
  expect(fates(evening)).toEqual(['spoken', 'spoken'])
})

test('set back an hour, nobody is kept out for an hour longer', async () => {
  const perAsker = { count: 1, per: minutes(1) }
  using evening = anEvening(always({ perAsker }), at('09:00'))
  const { clock, stepClock } = evening.world
  await clock.pass(seconds(5))
  evening.ask('m-1', 'Ann')
  await clock.pass(seconds(30))
  stepClock(back(hours(1)))
  await clock.pass(seconds(60))
  evening.ask('m-2', 'Ann', 'What does it cost?')
  await clock.pass(seconds(60))
  expect(fates(evening)).toEqual(['spoken', 'spoken'])
})

test('set on an hour, what waits for approval goes on waiting for it', async () => {
  const held = { approve: 'operator', unapproved: 'air' } as const
  using evening = anEvening(always(held), at('09:00'))
  const { clock, stepClock } = evening.world
  await clock.pass(seconds(5))
  evening.ask('m-1', 'Ann')
  stepClock(minutes(4))
  await clock.pass(seconds(60))
  evening.desk.look()
  expect(fates(evening)).toEqual(['for-approval'])
  evening.restart()
  await clock.pass(seconds(30))
  expect(fates(evening)).toEqual(['for-approval'])
})

test('set on, an answer that comes in time is not told as late', async () => {
  const { model, says } = aSlowModel()
  using evening = anEvening(always({ sources: ['model'] }), at('09:00'), { model })
  const { clock, stepClock } = evening.world
  await clock.pass(seconds(5))
  evening.ask('m-1', 'Ann')
  stepClock(hours(1))
  await clock.pass(seconds(2))
  says('We ship on the next working day.')
  await clock.pass(seconds(60))
  expect(fates(evening)).toEqual(['spoken'])
})

test('set back, an answer that comes in time is not told as late', async () => {
  const { model, says } = aSlowModel()
  using evening = anEvening(always({ sources: ['model'] }), at('09:00'), { model })
  const { clock, stepClock } = evening.world
  await clock.pass(seconds(5))
  evening.ask('m-1', 'Ann')
  stepClock(back(hours(1)))
  await clock.pass(seconds(2))
  says('We ship on the next working day.')
  await clock.pass(seconds(60))
  expect(fates(evening)).toEqual(['spoken'])
})

test('set back while nobody ran, no question waits for the hours in between', async () => {
  const { model } = aSlowModel()
  using evening = anEvening(always({ sources: ['model'] }), at('09:00'), { model })
  const { clock, stepClock } = evening.world
  await clock.pass(seconds(5))
  evening.ask('m-1', 'Ann')
  stepClock(back(hours(1)))
  evening.restart()
  await clock.pass(minutes(5))
  expect(fates(evening)).toEqual(['declined ANSWER_LATE'])
})
