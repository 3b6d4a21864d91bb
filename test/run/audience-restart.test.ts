/** Whoever has the questions in hand next knows what the last one knew. */
import { expect, test } from 'vitest'
import { days, instant, minutes, seconds } from '../../daemon/core/time.js'
import { ALWAYS, aProgramme, at } from '../builders.js'
import { anEvening, type Evening, QUESTIONS } from './an-audience.js'

const always = (more: Partial<typeof QUESTIONS> = {}) =>
  aProgramme({ show: 'shop', schedule: [ALWAYS], questions: { ...QUESTIONS, ...more } })
const fates = ({ rows }: Evening) =>
  rows('select situation, reason from question order by seq').map(({ situation, reason }) =>
    [situation, reason].filter(Boolean).join(' '),
  )

test('who has asked as often as one may still has, also if nothing was open at the restart', async () => {
  const perAsker = { count: 1, per: minutes(10) }
  using evening = anEvening(always({ perAsker }), at('09:00'))
  await evening.world.clock.pass(seconds(5))
  evening.ask('m-1', 'Ann')
  await evening.world.clock.pass(seconds(60))
  evening.restart()
  evening.ask('m-2', 'Ann', 'What does it cost?')
  expect(fates(evening)).toEqual(['spoken', 'declined ASKED_TOO_OFTEN'])
})

test('what was answered a moment ago was, also after a restart', async () => {
  using evening = anEvening(always(), at('09:00'))
  await evening.world.clock.pass(seconds(5))
  evening.ask('m-1', 'Ann')
  await evening.world.clock.pass(seconds(60))
  evening.restart()
  evening.ask('m-2', 'Bob')
  expect(fates(evening)).toEqual(['spoken', 'declined ANSWERED_ALREADY'])
})

test('the rest between two answers is kept over a restart', async () => {
  using evening = anEvening(always({ cooldown: minutes(3) }), at('09:00'))
  const { clock, rows } = evening.world
  await clock.pass(seconds(5))
  evening.ask('m-1', 'Ann')
  await clock.pass(seconds(30))
  evening.restart()
  evening.ask('m-2', 'Bob', 'What does it cost?')
  await clock.pass(seconds(60))
  expect(rows.filter(({ source }) => source === 'question')).toHaveLength(1)
  await clock.pass(minutes(3))
  expect(rows.filter(({ source }) => source === 'question')).toHaveLength(2)
})

test('of an airing that is over a question is kept, and declined', async () => {
  using evening = anEvening(always(), at('09:00'))
  const { clock, daemon } = evening.world
  await clock.pass(seconds(5))
  const { loop } = daemon()
  const [airing] = Object.values(loop.state.airings)
  if (!airing) throw new Error('nothing is on air')
  const command = { type: 'stop', hold: true } as const
  loop.post({ type: 'commanded', airing: airing.id, request: 'stop', by: 'li', command })
  await clock.pass(minutes(2))
  const asked = { id: 'm-1', asker: 'Ann', name: 'Ann', text: 'Ship?', delivery: undefined }
  expect(evening.desk.ask(airing.id, asked, undefined)).toMatchObject({
    foresees: { situation: 'declined', reason: 'NOT_ON_AIR' },
  })
})

test('a journal that was put back answers nothing a second time', async () => {
  using evening = anEvening(always(), at('09:00'))
  const { clock, rows } = evening.world
  await clock.pass(seconds(5))
  evening.ask('m-1', 'Ann')
  const [copy] = evening.rows('select * from question')
  await clock.pass(seconds(60))
  // As the copy of a minute ago has it: it was asked about, and nothing is known of its answer.
  const { id, asker, name, text, salt, asked_at: askedAt, state } = Object(copy)
  evening.book.prune(instant(clock.now() + days(1)))
  const nameHash = asker
  evening.book.put({
    id,
    airing: copy?.airing as never,
    asker,
    nameHash,
    name,
    text,
    salt,
    askedAt,
    delivery: undefined,
  })
  evening.book.update({ id, state, situation: 'asking', verdicts: [], others: 0 })
  evening.restart(true)
  await clock.pass(seconds(60))
  expect(rows.filter(({ source }) => source === 'question')).toHaveLength(1)
  expect(fates(evening)).toEqual(['declined NOT_AIRED'])
})
