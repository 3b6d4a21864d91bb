/** How the audience's questions are answered, as written → as meant. */
import { parseDuration } from '../time.js'
import type { Notes } from './notes.js'
import type { Questions } from './rundown.js'
import { duration } from './when.js'
import type { WrittenQuestions } from './written.js'

const COOLDOWN_USUAL = '20s'
const BACKLOG_USUAL = '90s'
const EXPIRES_USUAL = '5m'
const APPROVE_WITHIN_USUAL = '2m'

export function questions(written: WrittenQuestions, notes: Notes): Questions {
  const { library, answer, cooldown = COOLDOWN_USUAL, backlog = BACKLOG_USUAL } = written
  const { expires = EXPIRES_USUAL, approveWithin = APPROVE_WITHIN_USUAL } = written
  const faq = (written.faq ?? []).map(({ q, a }) => ({
    q: typeof q === 'string' ? [q] : q,
    a: a.trim(),
  }))
  checkAsked(written.faq ?? [], notes)
  checkBlocked(written, notes)
  return {
    library,
    faq,
    sources: sources(written, notes),
    otherwise: written.otherwise?.trim(),
    answer: answer.trimEnd(),
    cooldown: duration(cooldown, '/questions/cooldown', notes),
    perAsker: rate(written.perAsker, '/questions/perAsker', notes),
    backlog: duration(backlog, '/questions/backlog', notes),
    expires: duration(expires, '/questions/expires', notes),
    blocked: blocked(written.blocked ?? [], notes),
    approve: written.approve ?? 'auto',
    approveWithin: duration(approveWithin, '/questions/approveWithin', notes),
    unapproved: written.unapproved ?? 'decline',
  }
}

/** Of two that are asked alike the first is always the one that answers. */
function checkAsked(faq: NonNullable<WrittenQuestions['faq']>, notes: Notes): void {
  const first = new Map<string, number>()
  for (const [index, { q }] of faq.entries()) {
    for (const [at, asked] of (typeof q === 'string' ? [q] : q).entries()) {
      const words = wordsOf(asked).join(' ')
      const earlier = first.get(words)
      first.set(words, earlier ?? index)
      if (earlier === undefined) continue
      notes.warn({
        place: `/questions/faq/${index}/q${typeof q === 'string' ? '' : `/${at}`}`,
        code: 'duplicate-question',
        says: `this is asked in entry ${earlier + 1} of "faq" already, and answered as that says`,
        hint: 'remove it, or ask in another way',
      })
    }
  }
}

const wordsOf = (text: string): readonly string[] =>
  text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []

/** An answer goes through the gate of its own show, too: written or not, what is blocked is not heard. */
function checkBlocked({ faq = [], otherwise, blocked = [] }: WrittenQuestions, notes: Notes): void {
  const tell = (place: string, text: string) => {
    const word = blocked.find((one) => isIn(one, text))
    if (word === undefined) return
    notes.warn({
      place,
      code: 'blocked-answer',
      says: `this would never be heard: "${word}" is blocked`,
      hint: 'say it in another way, or unblock the word',
    })
  }
  for (const [index, { a }] of faq.entries()) tell(`/questions/faq/${index}/a`, a)
  if (otherwise !== undefined) tell('/questions/otherwise', otherwise)
}

const VARIABLE = /\$\{[^}]*\}/g

/** As the gate finds it where nobody disguises anything (core/ask/gates.ts). */
function isIn(word: string, text: string): boolean {
  const [wanted, said] = [wordsOf(word), wordsOf(text.replace(VARIABLE, ' '))]
  if (wanted.length === 0) return false
  if (/\p{sc=Han}/u.test(word)) return said.join('').includes(wanted.join(''))
  return said.some((_, from) => wanted.every((one, at) => said[from + at] === one))
}

/** Those that are named, or those there are; a model costs money and is asked only where it is named. */
function sources(written: WrittenQuestions, notes: Notes): Questions['sources'] {
  const there = (['faq', 'library'] as const).filter((one) => written[one] !== undefined)
  if (written.sources === undefined) {
    if (there.length > 0) return there
    const says = 'nobody can answer: there are neither prepared questions nor a library'
    const hint = 'write "faq:" or "library:", or name a model: "sources: [model]"'
    notes.warn({ place: '/questions', part: 'key', code: 'no-source', says, hint })
    return []
  }
  for (const [index, source] of written.sources.entries()) {
    if (source === 'model' || there.includes(source)) continue
    const says = `"${source}" is to be asked, and there is no "${source}" here`
    const hint = `write "${source}:" beside it, or take it off the list`
    notes.error({ place: `/questions/sources/${index}`, code: 'no-source', says, hint })
  }
  return written.sources
}

/** Without a letter or a digit it would be found everywhere, or nowhere. */
function blocked(words: readonly string[], notes: Notes): readonly string[] {
  for (const [index, word] of words.entries()) {
    if (/[\p{L}\p{N}]/u.test(word)) continue
    const says = 'a word that is not to be heard has a letter or a digit'
    notes.error({ place: `/questions/blocked/${index}`, code: 'out-of-range', says })
  }
  return words
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
