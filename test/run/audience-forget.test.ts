/** Who is forgotten leaves no words behind, also where they are known by their name and an answer is on its way. */
import { expect, test } from 'vitest'
import { EVERYTHING } from '../../daemon/core/desk/roles.js'
import { minutes, seconds } from '../../daemon/core/time.js'
import { ALWAYS, aProgramme, at } from '../builders.js'
import { anEvening, aSlowModel, type Evening, QUESTIONS } from './an-audience.js'

const questions = { ...QUESTIONS, sources: ['model'] } as const
const shop = aProgramme({ show: 'shop', schedule: [ALWAYS], questions })
const ADMIN = { name: 'li', role: 'admin', scope: EVERYTHING } as const

/** Of the chat's user 77, who is called Zebedee on air. */
const ask = ({ desk }: Evening, name = 'Zebedee', text = 'When do you ship?') =>
  desk.ask('shop', { id: 'm-1', asker: '77', name, text, delivery: undefined }, undefined)

const aired = ({ world }: Evening) => world.rows.filter(({ source }) => source === 'question')

test('forgotten by name while the answer is on its way, nothing of it is written again', async () => {
  const { model, says } = aSlowModel()
  using evening = anEvening(shop, at('09:00'), { model })
  await evening.world.clock.pass(seconds(5))
  ask(evening)
  expect(evening.door.forget('Zebedee', ADMIN)).toMatchObject({ foresees: { questions: 1 } })
  says('We ship on the next working day.')
  await evening.world.clock.pass(seconds(30))
  expect(evening.rows('select * from question')).toMatchObject([
    { situation: 'declined', reason: 'FORGOTTEN', asker: null, spoken: null, state: null },
  ])
})

test('forgotten by name with the answer ready, the desk goes on with the next one', async () => {
  const { model, says } = aSlowModel()
  using evening = anEvening(shop, at('09:00'), { model })
  const { clock } = evening.world
  await clock.pass(seconds(5))
  evening.ask('m-0', 'Ann', 'Is it blue?')
  says('It is as blue as the sky.')
  await clock.pass(seconds(1))
  ask(evening)
  says('We ship on the next working day.')
  await clock.pass(seconds(1))
  evening.door.forget('Zebedee', ADMIN)
  await clock.pass(seconds(60))
  evening.ask('m-2', 'Bob', 'What does it cost?')
  says('It costs a hundred euros.')
  await clock.pass(minutes(1))
  expect(aired(evening).map(({ status }) => status)).toEqual(['aired', 'aired'])
})

test('who is forgotten has asked nothing yet, and may ask again', async () => {
  const perAsker = { count: 1, per: minutes(10) }
  const programme = aProgramme({ ...shop, questions: { ...QUESTIONS, perAsker } })
  using evening = anEvening(programme, at('09:00'))
  await evening.world.clock.pass(seconds(5))
  evening.ask('m-1', 'Ann')
  await evening.world.clock.pass(seconds(60))
  evening.door.forget('Ann', ADMIN)
  expect(evening.ask('m-2', 'Ann')).toMatchObject({ foresees: { situation: 'asking' } })
})

test('a name is forgotten as it was heard, whatever was hidden in it', async () => {
  using evening = anEvening(aProgramme({ ...shop, questions: QUESTIONS }), at('09:00'))
  await evening.world.clock.pass(seconds(5))
  ask(evening, '<b>Zebe\u200bdee</b>')
  await evening.world.clock.pass(seconds(60))
  expect(evening.door.forget('Zebedee', ADMIN)).toMatchObject({ foresees: { questions: 1 } })
})

test('what the disk does not forget is not said to be forgotten', async () => {
  using evening = anEvening(shop, at('09:00'), { model: aSlowModel().model })
  await evening.world.clock.pass(seconds(5))
  ask(evening)
  evening.failing(true)
  expect(evening.door.forget('77', ADMIN)).toMatchObject({ ok: false, code: 'not-kept' })
  evening.failing(false)
  expect(evening.door.forget('77', ADMIN)).toMatchObject({ foresees: { questions: 1 } })
})
