/** What is handed in becomes an event of the core, which holds no words, and a row of the book, which does. */
import type { Asked } from '../console/questions.js'
import type { AskEvent } from '../core/ask/desk.js'
import type { QuestionId } from '../core/ask/question.js'
import type { Programme } from '../core/compile/programme.js'
import { QUESTION_NAME_KEPT, QUESTION_TEXT_KEPT } from '../core/limits.js'
import type { AiringId } from '../core/plan/calendar.js'
import type { Questions } from '../core/rundown/rundown.js'
import type { Instant } from '../core/time.js'
import type { NewQuestion } from '../journal/questions.js'
import { type Gates, type Hashes, lengthAsked } from './viewer-words.js'

export interface HandedIn {
  readonly event: Extract<AskEvent, { type: 'asked' }>
  readonly row: NewQuestion
}

export interface InHand {
  readonly id: QuestionId
  readonly airing: AiringId
  readonly programme: Programme
  readonly template: Questions['answer']
  readonly gate: Gates
  readonly hashes: Hashes
  readonly salt: string
  readonly now: Instant
}

export function handedIn({ asker: who, name, text, delivery }: Asked, inHand: InHand): HandedIn {
  const { id, airing, programme, template, gate, hashes, salt, now } = inHand
  const question = gate.look('question', text)
  const spoken = gate.look('name', name)
  const asker = hashes.asker(who)
  const length = lengthAsked(programme, template, spoken.text, question.text)
  const verdicts = [question.verdict, spoken.verdict]
  const words = hashes.words(question.text)
  return {
    event: { type: 'asked', question: { id, asker, askedAt: now, length, words, verdicts } },
    row: {
      id,
      airing,
      asker,
      // As it is heard: so it is forgotten by whoever heard it.
      nameHash: hashes.asker(spoken.text),
      name: spoken.text.slice(0, QUESTION_NAME_KEPT),
      text: question.text.slice(0, QUESTION_TEXT_KEPT),
      salt,
      askedAt: now,
      delivery,
    },
  }
}
