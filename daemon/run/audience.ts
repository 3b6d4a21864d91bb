/**
 * The audience's side of the station: what comes in is stored, looked at and handed to the core; what the core wants is
 * done. The loop is told of an answer only when it is there, and never waits for one.
 */
import { findAiring, noAiring } from '../console/airing-named.js'
import { type Answer, refused } from '../console/answers.js'
import { type Asked, inReach } from '../console/questions.js'
import { deskShifted } from '../core/ask/clock-moved.js'
import type { AskAction, AskDesk, AskEvent } from '../core/ask/desk.js'
import { askDueAt, hear } from '../core/ask/hear.js'
import type { QuestionId } from '../core/ask/question.js'
import type { TakeoverScript } from '../core/compile/programme.js'
import type { Caller } from '../core/desk/roles.js'
import { DISK_REST } from '../core/limits.js'
import type { Airing } from '../core/plan/airing.js'
import type { AsRunRow } from '../core/plan/as-run.js'
import type { AiringId } from '../core/plan/calendar.js'
import { occurrenceOf } from '../core/plan/relay.js'
import type { Shift } from '../core/plan/shift.js'
import { after, earliest, instant, NEVER } from '../core/time.js'
import type { QuestionBook } from '../journal/questions.js'
import type { Log } from '../log.js'
import { airingNews } from './airing-news.js'
import { answerOut, GONE, wordsIn } from './answer-out.js'
import type { Clock } from './clock.js'
import type { Consult, Consulted } from './consult.js'
import { handedIn } from './hand-in.js'
import { keepQuestion, toldOf } from './keep-question.js'
import type { Loop } from './loop.js'
import { unheardNews } from './news.js'
import { deskFrom, restored, rulesOf } from './restore-questions.js'
import { isOnAir, speaking, speakingFor } from './speaking.js'
import { anySalt, type Gates, type Hashes, questionId } from './viewer-words.js'

export interface AudienceOptions {
  readonly book: QuestionBook
  readonly clock: Clock
  readonly log: Log
  readonly hashes: Hashes
  readonly gates: (airing: Airing) => Gates
  readonly write: <T>(what: () => T) => T
  /** Of a question's digest; by chance, but in a rehearsal, which is to be the same every time. */
  readonly salt?: (question: QuestionId) => string
}

export interface AudienceDesk extends Disposable {
  /** `isOlder`: the journal was put back, and knows nothing of what was answered since. */
  readonly man: (loop: Loop, consult: Consult, isOlder?: boolean) => void
  readonly ask: (airing: string, asked: Asked, caller: Caller | undefined) => Answer
  readonly judge: (id: string, how: 'approve' | 'decline', caller: Caller) => Answer
  /** Of whoever has one of these hashes nothing is left; how many questions that were. Throws if the disk says no. */
  readonly forget: (hashes: readonly string[]) => number
  /** A line of the as-run log is on the disk. */
  readonly recorded: (row: AsRunRow) => void
  readonly clockMoved: (shift: Shift) => void
  /** Airings come on air and go. */
  readonly look: () => void
  /** A viewer's words into what is sent; undefined: they are forgotten. */
  readonly putIn: (script: TakeoverScript) => TakeoverScript | undefined
}

interface News {
  readonly occurrence: AiringId
  readonly event: AskEvent
  /** The words of an answer that came. */
  readonly consulted?: Consulted
}

export function openAudience(options: AudienceOptions): AudienceDesk {
  const { book, clock, log, hashes, gates, write, salt = anySalt } = options
  /** By their occurrences. */
  const desks = new Map<AiringId, AskDesk>()
  let station: { readonly loop: Loop; readonly consult: Consult } | undefined
  let alarm: Disposable | undefined
  let restUntil = instant(0)

  function step({ occurrence, event, consulted }: News, first: () => void = () => {}): void {
    const desk = desks.get(occurrence)
    if (!desk) return
    const next = hear(desk, event, clock.now())
    if (next.actions.length > 0 || event.type === 'asked')
      write(() =>
        book.together(() => {
          first()
          for (const action of next.actions) keepQuestion(book, action, consulted, clock.now())
        }),
      )
    desks.set(occurrence, next.desk)
    for (const action of next.actions) effect(occurrence, action)
    arm()
  }

  const unheard = unheardNews<News>((one) => quietly(() => step(one)))

  function happened(news: News): void {
    unheard.add(news)
    hearNews()
  }

  function hearNews(): void {
    unheard.hear()
    arm()
  }

  function effect(occurrence: AiringId, action: AskAction): void {
    if (!station) return
    if (action.type === 'air') air(occurrence, action, station)
    if (action.type === 'end') tell(occurrence, action)
    if (action.type !== 'ask') return
    const { id, source } = action
    const airing = speakingFor(station.loop.state.airings, occurrence)
    const row = book.find(id)
    if (!airing || !row?.text) {
      const answer = { is: 'failed', says: GONE, otherwise: undefined } as const
      happened({ occurrence, event: { type: 'answer-came', id, source, answer } })
      return
    }
    station.consult(airing, action, row.name ?? '', row.text).then((consulted) => {
      const answer = consulted.facts
      happened({ occurrence, event: { type: 'answer-came', id, source, answer }, consulted })
    })
  }

  function air(
    occurrence: AiringId,
    action: Extract<AskAction, { type: 'air' }>,
    { loop }: { readonly loop: Loop },
  ): void {
    const { id } = action.question
    const rules = desks.get(occurrence)?.rules
    if (!rules) return
    const says = answerOut(
      action,
      { occurrence, rules, row: book.find(id), now: clock.now() },
      loop,
    )
    if (says !== undefined) happened({ occurrence, event: { type: 'taken', id, ok: false, says } })
  }

  function tell(occurrence: AiringId, end: Extract<AskAction, { type: 'end' }>): void {
    const says = toldOf(end)
    if (says !== undefined) log.info({ airing: occurrence }, says)
  }

  /** While the disk does not take it nothing changes: it is looked at again. */
  function quietly(what: () => void): boolean {
    try {
      what()
      return true
    } catch {
      restUntil = after(clock.now(), DISK_REST)
      return false
    }
  }

  function arm(): void {
    alarm?.[Symbol.dispose]()
    const isLeft = unheard.some(() => true)
    const at = isLeft ? restUntil : earliest(...[...desks.values()].map(askDueAt))
    alarm = at >= NEVER ? undefined : clock.wake(instant(Math.max(at, restUntil)), look)
  }

  function look(): void {
    if (!station) return
    unheard.hear()
    const { airings, programmes } = station.loop.state
    const now = speaking(airings, desks)
    for (const [id, desk] of desks) {
      // What it has not heard yet may be what it waits for.
      if (unheard.some(({ occurrence }) => occurrence === id)) continue
      const airing = now.get(id)
      const event = airingNews(desk, airing, { programmes, book, gates })
      if (event || askDueAt(desk) <= clock.now())
        quietly(() => step({ occurrence: id, event: event ?? { type: 'look' } }))
      if (!airing && desks.get(id)?.open.length === 0) desks.delete(id)
    }
    arm()
  }

  function deskOf(airing: Airing, loop: Loop): AskDesk | undefined {
    const id = occurrenceOf(airing.id)
    const rules = rulesOf(loop.state.programmes[airing.version]?.questions)
    const known = desks.get(id)
    if (!rules || known) return known
    const desk = {
      ...deskFrom(book, hashes, { occurrence: id, rules }, clock.now()),
      onAir: isOnAir(airing),
      endsAt: airing.endsAt,
    }
    desks.set(id, desk)
    return desk
  }

  function ask(name: string, asked: Asked, caller: Caller | undefined): Answer {
    if (!station) return refused('starting', 'onair is still starting', 'try again in a second')
    const { loop } = station
    const airing = findAiring(loop.state, name)
    if (!airing || (caller && !inReach(caller, airing.id, airing.show, airing.account)))
      return noAiring(loop.state, name, caller?.scope)
    look()
    const programme = loop.state.programmes[airing.version]
    const template = programme?.questions?.answer
    const desk = deskOf(airing, loop)
    if (!programme || !template || !desk)
      return refused('refused', `${airing.show} takes no questions: its rundown has no "questions"`)
    const id = questionId(desk.occurrence, asked.id)
    if (asked.delivery !== undefined && book.delivered(asked.delivery) !== undefined)
      return refused('request-used', 'this very message came before: it is a replay')
    if (book.find(id)) return { ...answerOf(id), repeated: true }
    const gate = gates(airing)
    const inHand = { id, airing: airing.id, programme, template, gate, hashes, salt: salt(id) }
    const { event, row } = handedIn(asked, { ...inHand, now: clock.now() })
    try {
      step({ occurrence: desk.occurrence, event }, () => book.put(row))
    } catch {
      return refused('not-kept', 'the journal cannot be written now: the question is not taken')
    }
    return answerOf(id)
  }

  function answerOf(id: QuestionId): Answer & { readonly ok: true } {
    const row = book.find(id)
    const why = row?.reason ? `: ${row.reason}${row.says ? `, ${row.says}` : ''}` : ''
    const facts = { question: id, situation: row?.situation, reason: row?.reason ?? undefined }
    return {
      ok: true,
      says: `question ${id} is ${row?.situation ?? 'not known'}${why}`,
      ...(row ? { airing: row.airing } : {}),
      foresees: facts,
    }
  }

  function judge(name: string, how: 'approve' | 'decline', caller: Caller): Answer {
    const row = book.find(name)
    const occurrence = row && occurrenceOf(row.airing as AiringId)
    const airing = occurrence && station && speakingFor(station.loop.state.airings, occurrence)
    if (!row || !airing || !inReach(caller, row.airing, airing.show, airing.account))
      return refused('not-found', `there is no question "${name}"`, 'look at: onair questions')
    if (row.situation !== 'for-approval')
      return refused('refused', `question ${name} does not wait for approval (${row.situation})`)
    const type = how === 'approve' ? 'approved' : 'refused'
    try {
      step({ occurrence, event: { type, id: name as QuestionId, by: caller.name } })
    } catch {
      return refused('not-kept', 'the journal cannot be written now: the question still waits')
    }
    return answerOf(name as QuestionId)
  }

  return {
    man: (loop, consult, isOlder = false) => {
      station = { loop, consult }
      const found = restored(loop.state, book, hashes, clock.now(), isOlder)
      for (const desk of found.desks) desks.set(desk.occurrence, desk)
      for (const { occurrence, question } of found.unsent)
        if (question.situation === 'queued')
          air(occurrence, { type: 'air', question, parts: question.parts.length }, station)
      for (const news of found.news) happened(news)
      look()
    },
    ask,
    judge,
    forget: (hashes) => {
      const event = { type: 'forgotten', askers: hashes, questions: book.of(hashes) } as const
      for (const occurrence of desks.keys()) step({ occurrence, event })
      return write(() => book.forget(hashes, clock.now()))
    },
    recorded: ({ type, airing, instance, status, says = '' }) => {
      const id = type === 'takeover' ? /\/question:(q[0-9a-f]+)\//.exec(instance)?.[1] : undefined
      if (id === undefined) return
      const aired = status.startsWith('aired')
      const event: AskEvent = { type: 'over', id: id as QuestionId, aired, says }
      unheard.add({ occurrence: occurrenceOf(airing), event })
      // The loop is in the middle of a turn.
      queueMicrotask(hearNews)
    },
    clockMoved: (shift) => {
      for (const [id, desk] of desks) desks.set(id, deskShifted(desk, shift))
      restUntil = instant(0)
      arm()
      queueMicrotask(() => quietly(() => write(() => book.together(keepAll))))
    },
    look,
    putIn: (script) => wordsIn(book, script),
    [Symbol.dispose]: () => alarm?.[Symbol.dispose](),
  }

  function keepAll(): void {
    for (const { open } of desks.values())
      for (const question of open)
        keepQuestion(book, { type: 'keep', question }, undefined, clock.now())
  }
}
