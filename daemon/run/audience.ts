/**
 * The audience's side of the station: what comes in is stored, looked at and handed to the core; what the core wants is
 * done. The loop is told of an answer only when it is there, and never waits for one.
 */
import { findAiring, noAiring } from '../console/airing-named.js'
import { type Answer, refused } from '../console/answers.js'
import { type Asked, inReach } from '../console/questions.js'
import { type AskAction, type AskDesk, type AskEvent, openAskDesk } from '../core/ask/desk.js'
import { askDueAt, hear } from '../core/ask/hear.js'
import type { QuestionId } from '../core/ask/question.js'
import type { TakeoverScript } from '../core/compile/programme.js'
import type { Caller } from '../core/desk/roles.js'
import { DISK_REST } from '../core/limits.js'
import { type Airing, hasEnded } from '../core/plan/airing.js'
import type { AsRunRow } from '../core/plan/as-run.js'
import type { AiringId } from '../core/plan/calendar.js'
import { questionKey } from '../core/plan/commanding.js'
import { foresee } from '../core/plan/foresee.js'
import { after, earliest, instant, NEVER } from '../core/time.js'
import type { QuestionBook } from '../journal/questions.js'
import type { Log } from '../log.js'
import { GONE, wordsIn } from './answer-out.js'
import { deskWith, isOnItsWay } from './answers-along.js'
import type { Clock } from './clock.js'
import type { Consult, Consulted } from './consult.js'
import { handedIn } from './hand-in.js'
import { keepQuestion, remarkOf, toldOf } from './keep-question.js'
import type { Loop } from './loop.js'
import { unheardNews } from './news.js'
import { restored, rulesOf } from './restore-questions.js'
import { anySalt, digestOf, type Gates, type Hashes, questionId } from './viewer-words.js'

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
  readonly man: (loop: Loop, consult: Consult) => void
  readonly ask: (airing: string, asked: Asked, caller: Caller | undefined) => Answer
  readonly judge: (id: string, how: 'approve' | 'decline', caller: Caller) => Answer
  /** Of whoever has one of these hashes nothing is left; how many questions that were. Throws if the disk says no. */
  readonly forget: (hashes: readonly string[]) => number
  /** A line of the as-run log is on the disk. */
  readonly recorded: (row: AsRunRow) => void
  /** Airings come on air and go. */
  readonly look: () => void
  /** A viewer's words into what is sent; undefined: they are forgotten. */
  readonly putIn: (script: TakeoverScript) => TakeoverScript | undefined
}

interface News {
  readonly id: AiringId
  readonly event: AskEvent
  /** The words of an answer that came. */
  readonly consulted?: Consulted
}

export function openAudience(options: AudienceOptions): AudienceDesk {
  const { book, clock, log, hashes, gates, write, salt = anySalt } = options
  const desks = new Map<AiringId, AskDesk>()
  let station: { readonly loop: Loop; readonly consult: Consult } | undefined
  let alarm: Disposable | undefined
  let restUntil = instant(0)

  function step({ id, event, consulted }: News, first: () => void = () => {}): void {
    const desk = desks.get(id)
    if (!desk) return
    const next = hear(desk, event, clock.now())
    if (next.actions.length > 0 || event.type === 'asked')
      write(() =>
        book.together(() => {
          first()
          for (const action of next.actions) keepQuestion(book, action, consulted, clock.now())
        }),
      )
    desks.set(id, next.desk)
    for (const action of next.actions) effect(id, action)
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

  function effect(id: AiringId, action: AskAction): void {
    if (!station) return
    if (action.type === 'air') air(id, action, station.loop)
    if (action.type === 'end') tell(id, action)
    if (action.type !== 'ask') return
    const airing = station.loop.state.airings[id]
    const text = book.find(action.id)?.text
    if (!airing || !text) {
      const { id: asked, source } = action
      const answer = { is: 'failed', says: GONE, otherwise: undefined } as const
      happened({ id, event: { type: 'answer-came', id: asked, source, answer } })
      return
    }
    station.consult(airing, action, book.find(action.id)?.name ?? '', text).then((consulted) => {
      const { source, facts: answer } = consulted
      happened({ id, event: { type: 'answer-came', id: action.id, source, answer }, consulted })
    })
  }

  function air(
    id: AiringId,
    { question, parts }: Extract<AskAction, { type: 'air' }>,
    loop: Loop,
  ): void {
    const desk = desks.get(id)
    const row = book.find(question.id)
    if (!desk || question.situation !== 'queued') return
    if (!row?.spoken || !row.salt) {
      happened({ id, event: { type: 'taken', id: question.id, ok: false, says: GONE } })
      return
    }
    const texts: readonly string[] = JSON.parse(row.spoken).slice(0, parts)
    const words = {
      question: question.id,
      parts: question.parts.map(({ length }) => length),
      part: undefined,
      digest: digestOf(row.salt, texts),
      remark: remarkOf(question),
    }
    const { backlog, expires } = desk.rules
    const command = { type: 'answer', words, backlog, expires } as const
    const foreseen = foresee(loop.state, id, command, clock.now())
    const request = questionKey(words)
    const by = `asker ${question.asker}`
    if (foreseen.ok) loop.post({ type: 'commanded', airing: id, request, by, command }, {})
    if (isOnItsWay(loop.state.airings, question.id)) return
    const says = foreseen.ok ? 'the queue did not take it' : foreseen.says
    happened({ id, event: { type: 'taken', id: question.id, ok: false, says } })
  }

  function tell(id: AiringId, end: Extract<AskAction, { type: 'end' }>): void {
    const says = toldOf(end)
    if (says !== undefined) log.info({ airing: id }, says)
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
    const { airings } = station.loop.state
    for (const [id, desk] of desks) {
      // What it has not heard yet may be what it waits for.
      if (unheard.some((one) => one.id === id)) continue
      const airing = airings[id]
      const over = !airing || hasEnded(airing)
      const onAir = airing !== undefined && isOnAir(airing)
      const same = desk.onAir === onAir && desk.endsAt === airing?.endsAt && !over
      const along = over ? desk.open.filter((one) => isOnItsWay(airings, one.id)) : []
      const is = { type: 'airing-is', onAir, endsAt: airing?.endsAt, over, along } as const
      if (!same) quietly(() => step({ id, event: is }))
      else if (askDueAt(desk) <= clock.now()) quietly(() => step({ id, event: { type: 'look' } }))
      if (over && desks.get(id)?.open.length === 0) desks.delete(id)
    }
    arm()
  }

  function deskOf(airing: Airing, loop: Loop): AskDesk | undefined {
    const rules = rulesOf(loop.state.programmes[airing.version]?.questions)
    const known = desks.get(airing.id)
    if (!rules || known) return known
    const desk = {
      ...openAskDesk(airing.id, rules),
      onAir: isOnAir(airing),
      endsAt: airing.endsAt,
    }
    desks.set(airing.id, desk)
    return desk
  }

  function ask(name: string, asked: Asked, caller: Caller | undefined): Answer {
    if (!station) return refused('starting', 'onair is still starting', 'try again in a second')
    const { loop } = station
    const airing = findAiring(loop.state, name)
    if (!airing || (caller && !inReach(caller, airing.id, airing.show, airing.account)))
      return noAiring(loop.state, name, caller?.scope)
    const programme = loop.state.programmes[airing.version]
    const template = programme?.questions?.answer
    const desk = deskOf(airing, loop)
    if (!programme || !template || !desk)
      return refused('refused', `${airing.show} takes no questions: its rundown has no "questions"`)
    const id = questionId(airing.id, asked.id)
    if (asked.delivery !== undefined && book.delivered(asked.delivery) !== undefined)
      return refused('request-used', 'this very message came before: it is a replay')
    if (book.find(id)) return { ...answerOf(id), repeated: true }
    look()
    const gate = gates(airing)
    const inHand = { id, airing: airing.id, programme, template, gate, hashes, salt: salt(id) }
    const { event, row } = handedIn(asked, { ...inHand, now: clock.now() })
    try {
      step({ id: airing.id, event }, () => book.put(row))
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
    const airing = row && station?.loop.state.airings[row.airing]
    if (!row || !airing || !inReach(caller, airing.id, airing.show, airing.account))
      return refused('not-found', `there is no question "${name}"`, 'look at: onair questions')
    if (row.situation !== 'for-approval')
      return refused('refused', `question ${name} does not wait for approval (${row.situation})`)
    const type = how === 'approve' ? 'approved' : 'refused'
    try {
      step({ id: airing.id, event: { type, id: name as QuestionId, by: caller.name } })
    } catch {
      return refused('not-kept', 'the journal cannot be written now: the question still waits')
    }
    return answerOf(name as QuestionId)
  }

  return {
    man: (loop, consult) => {
      station = { loop, consult }
      const found = restored(loop.state, book, clock.now())
      for (const desk of found.desks) desks.set(desk.airing, desk)
      for (const { airing, question } of found.unsent)
        if (question.situation === 'queued')
          air(airing, { type: 'air', question, parts: question.parts.length }, loop)
      for (const { airing, event } of found.news) happened({ id: airing, event })
      look()
    },
    ask,
    judge,
    forget: (hashes) => {
      const event = { type: 'forgotten', askers: hashes, questions: book.of(hashes) } as const
      for (const id of desks.keys()) step({ id, event })
      return write(() => book.forget(hashes, clock.now()))
    },
    recorded: ({ type, airing, instance, status, says = '' }) => {
      const id = type === 'takeover' ? /\/question:(q[0-9a-f]+)\//.exec(instance)?.[1] : undefined
      if (id === undefined) return
      const aired = status.startsWith('aired')
      const event: AskEvent = { type: 'over', id: id as QuestionId, aired, says }
      unheard.add({ id: deskWith(desks, event.id) ?? airing, event })
      // The loop is in the middle of a turn.
      queueMicrotask(hearNews)
    },
    look,
    putIn: (script) => wordsIn(book, script),
    [Symbol.dispose]: () => alarm?.[Symbol.dispose](),
  }
}

const isOnAir = (airing: Airing) =>
  airing.situation === 'on-air' && airing.parked === undefined && airing.stop === undefined
