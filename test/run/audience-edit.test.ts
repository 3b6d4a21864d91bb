/** The block `questions` is edited while the show is on air. */
import { expect, test } from 'vitest'
import { seconds } from '../../daemon/core/time.js'
import { ALWAYS, aProgramme, at } from '../builders.js'
import { anEvening, aSlowModel, type Evening, QUESTIONS } from './an-audience.js'

const saying = (version: string, more: Partial<typeof QUESTIONS> = {}) =>
  aProgramme({ show: 'shop', version, schedule: [ALWAYS], questions: { ...QUESTIONS, ...more } })
const fates = ({ rows }: Evening) =>
  rows('select situation, reason from question order by seq').map(({ situation, reason }) =>
    [situation, reason].filter(Boolean).join(' '),
  )

test('from then on each question waits for approval, if the rundown says so', async () => {
  using evening = anEvening(saying('v1'), at('09:00'))
  const { clock, takeIn } = evening.world
  await clock.pass(seconds(5))
  evening.ask('m-1', 'Ann')
  await clock.pass(seconds(60))
  takeIn(saying('v2', { approve: 'operator' }))
  evening.ask('m-2', 'Bob', 'Do you ship to Rome?')
  expect(fates(evening)).toEqual(['spoken', 'for-approval'])
})

test('what nobody approved does not air any more, whether it waits, is asked about, or is answered', async () => {
  const { model, says } = aSlowModel()
  const sources = ['model'] as const
  using evening = anEvening(saying('v1', { sources, cooldown: seconds(60) }), at('09:00'), {
    model,
  })
  const { clock, takeIn } = evening.world
  await clock.pass(seconds(5))
  for (const text of ['Is it blue?', 'When do you ship?']) {
    evening.ask(text, 'Ann', text)
    says('It is as blue as the sky.')
    await clock.pass(seconds(25))
  }
  evening.ask('m-2', 'Bob', 'What does it cost?')
  evening.ask('m-3', 'Cem', 'Who made it?')
  expect(fates(evening)).toEqual(['spoken', 'answered', 'waiting', 'waiting'])
  takeIn(saying('v2', { sources, cooldown: seconds(60), approve: 'operator' }))
  evening.desk.look()
  says('It costs a hundred euros.')
  await clock.pass(seconds(90))
  expect(fates(evening)).toEqual(['spoken', 'for-approval', 'for-approval', 'for-approval'])
})

test('a word that is blocked from now on is not heard, whoever asked before', async () => {
  const { model, says } = aSlowModel()
  const more = { sources: ['model'], cooldown: seconds(60) } as const
  using evening = anEvening(saying('v1', more), at('09:00'), { model })
  const { clock, takeIn } = evening.world
  await clock.pass(seconds(5))
  evening.ask('m-0', 'Ann', 'Is it blue?')
  says('It is as blue as the sky.')
  await clock.pass(seconds(25))
  evening.ask('m-1', 'Bob', 'When do you ship?')
  says('We ship on the next zonkday.')
  await clock.pass(seconds(1))
  evening.ask('m-2', 'Cem', 'Who is the zonk there?')
  evening.ask('m-3', 'Zonk', 'What does it cost?')
  expect(fates(evening)).toEqual(['spoken', 'answered', 'waiting', 'waiting'])
  takeIn(saying('v2', { ...more, blocked: ['zonk'] }))
  await clock.pass(seconds(120))
  expect(fates(evening)).toEqual(['spoken', ...Array(3).fill('declined BLOCKED')])
  const [, last] = evening.rows('select says, verdicts from question order by seq desc')
  expect(last).toMatchObject({
    says: 'question: blocked "zonk"',
    verdicts: expect.stringContaining('"question","passed":false'),
  })
})
