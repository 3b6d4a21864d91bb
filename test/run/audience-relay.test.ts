/** An audience does not notice that another session goes on: its questions, its turns and its counters go along. */
import { expect, test } from 'vitest'
import { minutes, seconds } from '../../daemon/core/time.js'
import { ALWAYS, aProgramme, at } from '../builders.js'
import { anEvening, aSlowModel, type Evening, QUESTIONS } from './an-audience.js'

const HELD = {
  ...QUESTIONS,
  approve: 'operator',
  approveWithin: minutes(15),
  expires: minutes(20),
} as const
const always = (questions: typeof QUESTIONS) =>
  aProgramme({ show: 'shop', schedule: [ALWAYS], questions })
/** Of a session: a relay in the eight minutes before. */
const account = { sessionMaxAge: minutes(20) }
const OPERATOR = {
  name: 'li',
  role: 'operator',
  scope: { accounts: [], shows: [], airings: [] },
} as const

const sessions = ({ world }: Evening) => Object.keys(world.daemon().loop.state.airings)
const fates = ({ rows }: Evening) =>
  rows('select situation, reason from question order by seq').map(({ situation, reason }) =>
    [situation, reason].filter(Boolean).join(' '),
  )

test('a question that waits goes along, and is answered in the next session', async () => {
  using evening = anEvening(always(HELD), at('09:00'), { account })
  const { clock } = evening.world
  await clock.pass(minutes(10))
  evening.ask('m-1', 'Ann')
  await clock.pass(minutes(12))
  expect(sessions(evening)).toHaveLength(2)
  const [waits] = evening.rows('select id, situation from question')
  expect(waits).toMatchObject({ situation: 'for-approval' })
  expect(evening.desk.judge(String(waits?.id), 'approve', OPERATOR)).toMatchObject({ ok: true })
  await clock.pass(minutes(1))
  expect(fates(evening)).toEqual(['spoken'])
})

test('the same message after a relay is the same question', async () => {
  using evening = anEvening(always(QUESTIONS), at('09:00'), { account })
  const { clock } = evening.world
  await clock.pass(minutes(10))
  evening.ask('m-1', 'Ann')
  await clock.pass(minutes(12))
  expect(evening.ask('m-1', 'Ann')).toMatchObject({ ok: true, repeated: true })
})

test('who has asked as often as one may still has after a relay; what was answered, was', async () => {
  const perAsker = { count: 1, per: minutes(30) }
  using evening = anEvening(always({ ...QUESTIONS, perAsker }), at('09:00'), { account })
  const { clock } = evening.world
  await clock.pass(minutes(11))
  evening.ask('m-1', 'Ann')
  await clock.pass(minutes(9))
  expect(sessions(evening)).toHaveLength(2)
  evening.ask('m-2', 'Ann', 'What does it cost?')
  evening.ask('m-3', 'Bob')
  await clock.pass(minutes(1))
  expect(fates(evening)).toEqual([
    'spoken',
    'declined ASKED_TOO_OFTEN',
    'declined ANSWERED_ALREADY',
  ])
})

test('an answer that comes while the sessions change is aired in the next one', async () => {
  const { model, says } = aSlowModel()
  const questions = { ...QUESTIONS, sources: ['model'] } as const
  using evening = anEvening(always(questions), at('09:00'), { account, model })
  const { clock, daemon } = evening.world
  const first = () => Object.values(daemon().loop.state.airings)[0]
  await clock.pass(minutes(10))
  while (first()?.successor === undefined) await clock.pass(seconds(1))
  // Each is late after eight seconds, but whoever asks last: then the sessions change.
  for (let second = 0; first()?.situation === 'on-air'; second++) {
    if (second % 5 === 0) evening.ask(`m-${second}`, 'Ann', ASKED[(second / 5) % ASKED.length])
    await clock.pass(seconds(1))
  }
  const asking = () => evening.rows("select id from question where situation = 'asking'")
  const [{ id } = {}] = asking()
  expect(asking()).toHaveLength(1)
  says('We ship on the next working day.')
  await clock.pass(minutes(1))
  expect(evening.rows(`select situation from question where id = '${id}'`)).toEqual([
    { situation: 'spoken' },
  ])
})

const ASKED = ['When do you ship?', 'Is it blue?', 'Who made it?']
