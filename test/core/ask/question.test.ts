/** The whole life of a question: every situation meets every event. */
import { describe, expect, test } from 'vitest'
import type { AskDesk, AskEvent } from '../../../daemon/core/ask/desk.js'
import { hear } from '../../../daemon/core/ask/hear.js'
import type { Situation } from '../../../daemon/core/ask/question.js'
import { at } from '../../builders.js'
import { AN_ANSWER, aDesk, asker, asks, id, RULES, told } from './builders.js'

const answer = (of = 'ann', source: 'faq' | 'library' = 'faq', what = AN_ANSWER): AskEvent => ({
  type: 'answer-came',
  id: id(of),
  source,
  answer: what,
})
const over = (of = 'ann', aired = true): AskEvent => ({
  type: 'over',
  id: id(of),
  aired,
  says: 'cut',
})

type Short = Situation | 'gone' | 'stays'

/** Every situation meets every event; the rules are the usual ones, the time is the same. */
const TABLE: Record<Situation, Record<AskEvent['type'], Short>> = {
  waiting: {
    asked: 'stays',
    approved: 'stays',
    refused: 'stays',
    'answer-came': 'stays',
    taken: 'stays',
    over: 'stays',
    forgotten: 'gone',
    'put-back': 'gone',
    'airing-is': 'gone',
    look: 'stays',
  },
  'for-approval': {
    asked: 'stays',
    approved: 'waiting',
    refused: 'gone',
    'answer-came': 'stays',
    taken: 'stays',
    over: 'stays',
    forgotten: 'gone',
    'put-back': 'gone',
    'airing-is': 'gone',
    look: 'stays',
  },
  asking: {
    asked: 'stays',
    approved: 'stays',
    refused: 'stays',
    'answer-came': 'answered',
    taken: 'stays',
    over: 'stays',
    forgotten: 'gone',
    'put-back': 'gone',
    'airing-is': 'gone',
    look: 'stays',
  },
  answered: {
    asked: 'stays',
    approved: 'stays',
    refused: 'stays',
    'answer-came': 'stays',
    taken: 'stays',
    over: 'stays',
    forgotten: 'gone',
    'put-back': 'gone',
    'airing-is': 'gone',
    look: 'stays',
  },
  queued: {
    asked: 'stays',
    approved: 'stays',
    refused: 'stays',
    'answer-came': 'stays',
    taken: 'gone',
    over: 'gone',
    forgotten: 'gone',
    'put-back': 'stays',
    'airing-is': 'gone',
    look: 'stays',
  },
}

const EVENTS: Record<AskEvent['type'], AskEvent> = {
  asked: asks('ann'),
  approved: { type: 'approved', id: id('ann'), by: 'li' },
  refused: { type: 'refused', id: id('ann'), by: 'li' },
  'answer-came': answer(),
  taken: { type: 'taken', id: id('ann'), ok: false, says: 'full' },
  over: over(),
  forgotten: { type: 'forgotten', askers: [asker('ann')], questions: [] },
  'airing-is': {
    type: 'airing-is',
    onAir: false,
    endsAt: undefined,
    over: true,
    rules: RULES,
    stopped: [],
  },
  'put-back': { type: 'put-back' },
  look: { type: 'look' },
}

/** Another question is being asked about, and nothing may go out yet: each stays where it is until it is told. */
function standing(situation: Situation): AskDesk {
  const restUntil = at('09:30')
  const busy = told(aDesk({}, { restUntil }), asks('zoe')).desk
  switch (situation) {
    case 'waiting':
      return told(busy, asks('ann')).desk
    case 'for-approval':
      return told({ ...busy, rules: { ...busy.rules, approve: 'operator' } }, asks('ann')).desk
    case 'asking':
      return told(aDesk({}, { restUntil }), asks('ann')).desk
    case 'answered':
      return told(aDesk({}, { restUntil }), asks('ann'), answer()).desk
    case 'queued':
      return told(aDesk(), asks('ann'), answer()).desk
  }
}

describe.each(Object.entries(TABLE))('%s', (situation, row) => {
  test.each(Object.entries(row))('%s: %s', (event, expected) => {
    const desk = standing(situation as Situation)
    const before = desk.open.find((one) => one.id === 'ann')
    expect(before?.situation).toBe(situation)
    const after = hear(desk, EVENTS[event as AskEvent['type']], at('09:00')).desk
    const now = after.open.find((one) => one.id === 'ann')?.situation ?? 'gone'
    expect(now === situation ? 'stays' : now).toBe(expected)
  })
})
