import { expect, test } from 'vitest'
import { deskShifted, questionShifted } from '../../../daemon/core/ask/clock-moved.js'
import { minutes } from '../../../daemon/core/time.js'
import { at } from '../../builders.js'
import { AN_ANSWER, aDesk, asker, asks, id, told } from './builders.js'

const answer = { type: 'answer-came', id: id('ann'), source: 'faq', answer: AN_ANSWER } as const
const over = { type: 'over', id: id('ann'), aired: true, says: '' } as const
/** Set on by an hour at nine. */
const on = { now: at('10:00'), by: minutes(60) }

test('whoever waits has waited as long, and waits as long still', () => {
  const held = aDesk({ approve: 'operator' })
  const { desk } = told(held, asks('ann'))
  expect(deskShifted(desk, on).open).toMatchObject([
    { askedAt: at('10:00'), expiresAt: at('10:05'), decideBy: at('10:02') },
  ])
  const asking = told(aDesk(), asks('ann')).desk
  expect(deskShifted(asking, on).open).toMatchObject([{ giveUpAt: at('10:00:08') }])
})

test('who asked, and what was answered, counts as long as before; the end is where the plan has it', () => {
  const { desk } = told(aDesk(), asks('ann'), answer, over)
  const { endsAt, restUntil, lately, askers } = deskShifted(desk, on)
  expect(endsAt).toBe(at('10:00'))
  expect(restUntil).toBe(at('10:00:20'))
  expect(lately).toMatchObject([{ until: at('10:10') }])
  expect(askers[asker('ann')]).toMatchObject({ servedAt: at('10:00') })
})

test('set back, nothing that happened lies ahead', () => {
  const [question] = told(aDesk(), asks('ann'), answer).desk.open
  const back = { now: at('08:00'), by: minutes(-60) }
  expect(question && questionShifted(question, back)).toMatchObject({
    situation: 'queued',
    askedAt: at('08:00'),
    expiresAt: at('08:05'),
  })
})
