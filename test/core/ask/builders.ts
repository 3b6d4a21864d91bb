/** An audience: questions of Ann, Bob and Cem at the desk of one airing. */
import type {
  AnswerFacts,
  AskAction,
  AskDecision,
  AskDesk,
  AskEvent,
  Asked,
  AskRules,
} from '../../../daemon/core/ask/desk.js'
import { openAskDesk } from '../../../daemon/core/ask/desk.js'
import { hear } from '../../../daemon/core/ask/hear.js'
import type { AskerHash, QuestionId } from '../../../daemon/core/ask/question.js'
import { unreachable } from '../../../daemon/core/assert.js'
import type { AiringId } from '../../../daemon/core/plan/calendar.js'
import { type Instant, minutes, seconds } from '../../../daemon/core/time.js'
import { at } from '../../builders.js'

export const asker = (name: string) => name as AskerHash
export const id = (written: string) => written as QuestionId

export const RULES: AskRules = {
  cooldown: seconds(20),
  perAsker: undefined,
  backlog: seconds(90),
  expires: minutes(5),
  approve: 'auto',
  approveWithin: minutes(2),
  unapproved: 'decline',
  sources: ['faq', 'library'],
  blocked: [],
  otherwise: false,
}

let words = 0

export const aQuestion = (name: string, more: Partial<Asked> = {}): Asked => {
  words += 10
  return {
    id: id(name),
    asker: asker(name.replace(/\d+$/, '')),
    askedAt: at('09:00'),
    length: seconds(3),
    words: [words, words + 1, words + 2],
    verdicts: [
      { gate: 'question', passed: true, rule: 'clean' },
      { gate: 'name', passed: true, rule: 'clean' },
    ],
    ...more,
  }
}

export const aDesk = (rules: Partial<AskRules> = {}, more: Partial<AskDesk> = {}): AskDesk => ({
  ...openAskDesk('market' as AiringId, { ...RULES, ...rules }),
  onAir: true,
  endsAt: at('10:00'),
  ...more,
})

export const asks = (name: string, more: Partial<Asked> = {}): AskEvent => ({
  type: 'asked',
  question: aQuestion(name, more),
})

export const AN_ANSWER: AnswerFacts = {
  is: 'answer',
  rule: 'clean',
  parts: [{ length: seconds(6) }, { length: seconds(5) }],
  needed: 1,
}

export const NO_ANSWER: AnswerFacts = { is: 'none', says: 'nobody knows', otherwise: undefined }

/** One after the other, all at the same instant unless they say otherwise. */
export function told(
  desk: AskDesk,
  ...events: readonly (AskEvent | Instant)[]
): AskDecision & { readonly now: Instant } {
  let now = at('09:00')
  let decision: AskDecision = { desk, actions: [] }
  for (const event of events) {
    if (typeof event === 'number') now = event
    const next = hear(decision.desk, typeof event === 'number' ? { type: 'look' } : event, now)
    decision = { desk: next.desk, actions: [...decision.actions, ...next.actions] }
  }
  return { ...decision, now }
}

/** `ann1: declined BACKLOG`, `ask bob1 of faq`, `air bob1 (2)`. */
export const written = (actions: readonly AskAction[]): readonly string[] =>
  actions.flatMap((action) => {
    switch (action.type) {
      case 'keep':
        return []
      case 'end': {
        const why = action.as.situation === 'declined' ? ` ${action.as.why}` : ''
        return [`${action.question.id}: ${action.as.situation}${why}`]
      }
      case 'ask':
        return [`ask ${action.source} about ${action.id}`]
      case 'air':
        return [`air ${action.question.id} (${action.parts})`]
      default:
        return unreachable(action)
    }
  })

export const situations = (desk: AskDesk) => desk.open.map((one) => `${one.id} ${one.situation}`)
