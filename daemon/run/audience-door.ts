/** The audience as the console sees it: questions in words of the API, and an audit that names nobody who asked. */
import { randomBytes, randomUUID } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { clean } from '../audience/text.js'
import { findAiring, noAiring } from '../console/airing-named.js'
import { type Answer, refused } from '../console/answers.js'
import { type Audience, inReach, type QuestionLine } from '../console/questions.js'
import type { Verdict } from '../core/ask/question.js'
import type { Caller } from '../core/desk/roles.js'
import type { Airing } from '../core/plan/airing.js'
import type { State } from '../core/plan/state.js'
import { instant, local, utc } from '../core/time.js'
import type { QuestionBook, QuestionRow } from '../journal/questions.js'
import { type Secret, secret } from '../secret.js'
import type { AudienceDesk } from './audience.js'
import type { Book } from './orders.js'
import { type Gates, gatesFor, type Hashes } from './viewer-words.js'

export interface DoorOptions {
  readonly desk: AudienceDesk
  readonly book: QuestionBook
  readonly audit: Book
  readonly hashes: Hashes
  readonly state: State
}

/** Rows of one answer of the API. */
const LISTED_MAX = 500

export function audienceDoor({ desk, book, audit, hashes, state }: DoorOptions): Audience {
  const note = (
    who: Caller,
    act: string,
    airing: string | undefined,
    asked: object,
    answer: Answer,
  ) =>
    audit.note(() => ({
      who: who.name,
      role: who.role,
      request: randomUUID(),
      act,
      account: airing === undefined ? undefined : state.airings[airing]?.account,
      show: airing === undefined ? undefined : state.airings[airing]?.show,
      airing,
      asked,
      before: undefined,
      after: undefined,
      ok: answer.ok,
      answer,
    }))
  const isThere = (name: string, caller: Caller) => {
    const found = findAiring(state, name)
    if (found) return inReach(caller, found.id, found.show, found.account)
    const show = Object.hasOwn(state.shows, name) ? state.shows[name] : undefined
    return show !== undefined && inReach(caller, name, show.id, show.account)
  }
  return {
    ask: (airing, asked, caller) => {
      const answer = desk.ask(airing, asked, caller)
      if (caller && answer.ok)
        note(caller, 'ask', answer.airing, { asker: hashes.asker(asked.asker) }, answer)
      return answer
    },
    judge: (question, how, caller) => {
      const answer = desk.judge(question, how, caller)
      note(caller, `question-${how}`, answer.ok ? answer.airing : undefined, { question }, answer)
      return answer
    },
    list: (airing, after, caller) => {
      const lines = book.list(airing, after, LISTED_MAX).flatMap((row) => {
        const known = state.airings[row.airing]
        const show = known?.show ?? row.airing.split('@')[0] ?? ''
        return inReach(caller, row.airing, show, known?.account ?? '')
          ? [lineOf(row, known?.timezone)]
          : []
      })
      // That nobody asked anything is no answer about what does not exist.
      const isAsked = lines.length > 0 || after > 0 || airing === undefined
      return isAsked || isThere(airing, caller) ? lines : noAiring(state, airing, caller.scope)
    },
    forget: (asker, caller) => {
      const hash = hashes.asker(asker)
      // As it was heard, and the pseudonym of the list, will do as well.
      const found = [...new Set([hash, hashes.asker(clean(asker)), asker])]
      const answer = forgotten(desk, found)
      note(caller, 'forget', undefined, { asker: hash }, answer)
      return answer
    },
  }
}

function forgotten(desk: AudienceDesk, hashes: readonly string[]): Answer {
  try {
    const count = desk.forget(hashes)
    const says = count === 0 ? 'nothing is known of them' : `${count} questions are forgotten`
    return { ok: true, says, foresees: { questions: count } }
  } catch {
    return refused('not-kept', 'the journal cannot be written now: they are not forgotten')
  }
}

/** Its time is that of its show, as all that is said of the show; of one long over UTC is known. */
const lineOf = (row: QuestionRow, timezone: string | undefined): QuestionLine => ({
  seq: row.seq,
  question: row.id,
  airing: row.airing,
  askedAt: timezone ? local(instant(row.asked_at), timezone) : utc(instant(row.asked_at)),
  asker: row.asker ?? '',
  name: row.name ?? undefined,
  text: row.text ?? undefined,
  answer: row.answer ?? undefined,
  situation: row.situation,
  reason: row.reason ?? undefined,
  source: row.source ?? undefined,
  others: row.others,
  gates: JSON.parse(row.verdicts) satisfies readonly Verdict[],
})

/** Whoever has it can tell whether two questions came from one person; without it a hash says nothing. */
export function askerKey(folder: string): Secret {
  const file = join(folder, 'asker.key')
  if (!existsSync(file))
    writeFileSync(file, randomBytes(32).toString('base64'), { mode: 0o600, flag: 'wx' })
  return secret(readFileSync(file, 'utf8').trim())
}

/** Made once for each version of a rundown. */
export function gatesOf(state: State, station: readonly string[]): (airing: Airing) => Gates {
  const made = new Map<string, Gates>()
  return ({ version }) => {
    const known = made.get(version)
    if (known) return known
    if (made.size >= GATES_MAX) made.clear()
    const own = state.programmes[version]?.questions?.blocked ?? []
    const gates = gatesFor([...station, ...own])
    made.set(version, gates)
    return gates
  }
}

const GATES_MAX = 50
