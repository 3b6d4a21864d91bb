/** How the audience's questions are answered, as written → as meant. */
import { parseDuration } from '../time.js'
import type { Notes } from './notes.js'
import type { Questions } from './rundown.js'
import { duration } from './when.js'
import type { WrittenQuestions } from './written.js'

const COOLDOWN_USUAL = '20s'
const BACKLOG_USUAL = '90s'

export function questions(written: WrittenQuestions, notes: Notes): Questions {
  const { library, answer, cooldown = COOLDOWN_USUAL, backlog = BACKLOG_USUAL } = written
  return {
    library,
    answer: answer.trimEnd(),
    cooldown: duration(cooldown, '/questions/cooldown', notes),
    perAsker: rate(written.perAsker, '/questions/perAsker', notes),
    backlog: duration(backlog, '/questions/backlog', notes),
    blocked: written.blocked ?? [],
    approve: written.approve ?? 'auto',
  }
}

/** `1 per 5m`. */
function rate(written: string | undefined, place: string, notes: Notes): Questions['perAsker'] {
  if (written === undefined) return undefined
  const [count = '', span = ''] = written.split(' per ')
  const per = parseDuration(span)
  if (per !== undefined && per > 0 && Number(count) > 0) return { count: Number(count), per }
  const says = `"${written}" is no rate anybody can ask at`
  notes.error({ place, code: 'out-of-range', says, hint: 'for example 1 per 5m' })
  return undefined
}
