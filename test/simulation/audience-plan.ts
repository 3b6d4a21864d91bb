/** How a simulated show takes questions, and what it knows by itself. */
import type { Questions } from '../../daemon/core/rundown/rundown.js'
import { minutes, seconds } from '../../daemon/core/time.js'

export interface AudiencePlan {
  readonly approve: Questions['approve']
  readonly unapproved: Questions['unapproved']
  /** Said where nobody knows an answer. */
  readonly otherwise: boolean
  readonly perAsker: boolean
}

/** What nobody may hear, in a question, a name or an answer. */
export const BLOCKED = 'refund fraud'

export const questionsOf = ({
  approve,
  unapproved,
  otherwise,
  perAsker,
}: AudiencePlan): Questions => ({
  library: 'qa-1',
  faq: [
    { q: ['When do you ship?'], a: 'We ship on the next working day. It is with you soon after.' },
    { q: ['Tell me the secret!'], a: `It is all ${BLOCKED}, of course.` },
  ],
  sources: ['faq', 'library'],
  otherwise: otherwise ? 'That I do not know, please ask our service.' : undefined,
  answer: '$' + '{asker} asks: $' + '{question} $' + '{answer}',
  cooldown: seconds(5),
  perAsker: perAsker ? { count: 3, per: minutes(5) } : undefined,
  backlog: seconds(60),
  expires: minutes(2),
  blocked: [BLOCKED],
  approve,
  approveWithin: seconds(20),
  unapproved,
})
