/** What must hold whatever is done at the desk: said here in other words than in the core, and against what was heard. */
import type { Programme } from '../../../daemon/core/compile/programme.js'
import {
  FREEZE,
  PASSED_BY_MAX,
  PLATFORM_QUEUE_MAX,
  SEEN_SHORTLY,
} from '../../../daemon/core/limits.js'
import type { Action } from '../../../daemon/core/plan/actions.js'
import { isManned } from '../../../daemon/core/plan/airing.js'
import type { AsRunRow } from '../../../daemon/core/plan/as-run.js'
import type { Event } from '../../../daemon/core/plan/events.js'
import { mayBeMoved } from '../../../daemon/core/plan/order.js'
import type { Takeover } from '../../../daemon/core/plan/takeover.js'
import { after, before, between, type Instant } from '../../../daemon/core/time.js'
import { NINE, type Station } from './builders.js'
import type { HonestVendor } from './honest-vendor.js'

type Sent = Extract<Action, { type: 'enqueue' }>

/** By what comes, then by what speaks: docs/queue.md, and nobody else. */
const CUTS: Readonly<Record<string, Readonly<Record<string, boolean>>>> = {
  routine: { routine: false, priority: false, breaking: false },
  priority: { routine: false, priority: false, breaking: false },
  breaking: { routine: true, priority: true, breaking: false },
}

export function deskRules(station: Station, vendor: HonestVendor, share: number) {
  const wrong: string[] = []
  const saves: { readonly at: Instant; readonly live: boolean; readonly programme: Programme }[] =
    []
  const rows: AsRunRow[] = []
  /** Who was moved ahead of whom. */
  let ahead: { readonly first: string; readonly behind: string }[] = []
  let was: readonly Takeover[] = []
  let now = NINE
  const fail = (says: string) => wrong.push(`${new Date(now).toISOString().slice(11, 23)} ${says}`)
  const airing = () => station.airing()
  const atPlatform = (one: Takeover) =>
    'trace' in one && vendor.queue().some(({ trace }) => trace === one.trace)
  const wasHeard = (one: Takeover) =>
    'trace' in one && vendor.heard.some(({ trace }) => trace === one.trace)

  function sent({ takeover: id, gen, script }: Sent): void {
    const one = station.takeovers().find((other) => other.id === id && other.gen === gen)
    if (!one) return void fail(`${id} was sent and is not known`)
    const held = vendor.queue().length
    if (held > PLATFORM_QUEUE_MAX || held > share + 2)
      fail(`${held} at the platform, share ${share}`)
    if (now < one.dueAt) fail(`${id} was sent before it was due`)
    if (now > one.expiresAt) fail(`${id} was sent after it expired`)
    const { heldUntil } = manned() ?? {}
    if (heldUntil !== undefined && now < heldUntil && !goesThrough(one))
      fail(`${id} broke the hold`)
    inForce(one, script.say ?? '')
    for (const other of station.takeovers()) {
      const waits =
        other.situation === 'waiting' &&
        other.dueAt <= now &&
        now < other.expiresAt &&
        !other.unwanted
      if (!waits || (heldUntil !== undefined && !goesThrough(other))) continue
      if (ahead.some(({ first, behind }) => first === other.id && behind === id))
        fail(`${id} was sent before ${other.id}, which was moved ahead of it`)
      if ((one.order || other.order) && !one.piece?.continues && !other.piece?.continues) continue
      const [mine, its] = [standing(one, now), standing(other, now)]
      if (its.rank > mine.rank || (its.rank === mine.rank && its.at < mine.at))
        fail(`${id} (${mine.rank}) was sent before ${other.id} (${its.rank})`)
    }
  }

  /** What is sent is a cue of the rundown in force; what was due in a moment as it was saved, of the one before. */
  function inForce({ id, cue: name, source, piece, dueAt, follows }: Takeover, text: string): void {
    const goesOn = piece && (piece.part > 1 || piece.resumed > 0)
    if (source !== 'rundown' || goesOn) return
    const last = saves.at(-1)
    const cueIn = (save: (typeof saves)[number] | undefined) =>
      save?.programme.cues.find((one) => one.cue === name)
    // Whatever else is saved afterwards does not concern it.
    const changed = saves.findLast((save, n) => n > 0 && !same(cueIn(save), cueIn(saves[n - 1])))
    const frozenBy =
      changed && changed.at < dueAt && follows === undefined
        ? saves.find((save) => save.live && save.at < dueAt && save.at >= before(dueAt, FREEZE))
        : undefined
    const inForce = frozenBy ? saves[saves.indexOf(frozenBy) - 1] : last
    const cue = cueIn(inForce)
    if (!cue) return void fail(`${id} was sent, and no rundown in force has it`)
    if (!cue.script.say?.startsWith(text))
      fail(`${id} was sent as "${text}", not as it is in force`)
  }

  const manned = () => {
    const found = airing()
    return isManned(found) ? found : undefined
  }

  /** Nothing but an operator, the matrix and a hard start ends what speaks. */
  function cut(before: Takeover, one: Takeover, event: Event): void {
    if (before.situation !== 'speaking' || one.situation !== 'speaking') return
    if (before.recall || !one.recall || before.unwanted) return
    const { reason, because } = one.recall
    if (event.type === 'commanded' && event.command.type === 'skip') return
    // Whose end nobody could tell, the list not answering, is asked back all the same: that cuts nothing.
    const isOver = !atPlatform(one)
    const comes = station
      .takeovers()
      .filter((other) => other !== one && (atPlatform(other) || (isOver && wasHeard(other))))
    const isProtected = one.doubt === 'must' || one.start.kind === 'hard'
    const news = comes.some(({ urgency }) => CUTS[urgency]?.[one.urgency]) && !isProtected
    const hard = comes.some(({ start, dueAt }) => start.kind === 'hard' && dueAt <= now)
    const allowed = because.endsWith('which starts hard') ? hard : news
    if (reason !== 'PREEMPTED' || !allowed) fail(`${one.id} was ${because}`)
  }

  /** News that the platform has does cut. */
  function cutsIfItMay(): void {
    const there = station.takeovers()
    const onAir = there.find((one) => one.situation === 'speaking' && !one.recall)
    if (!onAir || onAir.doubt === 'must' || onAir.start.kind === 'hard') return
    const behind = there.filter((one) => one.situation === 'queued' && !one.recall)
    if (behind.some(({ start }) => start.kind === 'hard') || !manned()) return
    const news = behind.find((one) => CUTS[one.urgency]?.[onAir.urgency] && !one.piece?.continues)
    if (news) fail(`${news.id} waits behind ${onAir.id}, which it cuts`)
  }

  function ordered(event: Extract<Event, { type: 'commanded' }>): void {
    const { command, request } = event
    if (command.type !== 'move' || !airing().requests.includes(request)) return
    const { takeover: id, to } = command
    const others = was.filter((one) => one.id !== id && mayBeMoved(one)).map((one) => one.id)
    ahead = ahead.filter(({ first, behind }) => first !== id && behind !== id)
    if (to === 'front') ahead.push(...others.map((behind) => ({ first: id, behind })))
    if (to === 'back') ahead.push(...others.map((first) => ({ first, behind: id })))
  }

  return {
    wrong,
    rows,
    saved: (programme: Programme, when: Instant) =>
      saves.push({ at: when, live: airing().situation === 'on-air', programme }),
    before: (_: Event, when: Instant) => {
      now = when
      was = station.takeovers()
    },
    after: (event: Event, actions: readonly Action[], when: Instant) => {
      now = when
      for (const action of actions) {
        if (action.type === 'enqueue') sent(action)
        if (action.type === 'record' && action.row.type === 'takeover') rows.push(action.row)
      }
      for (const one of station.takeovers()) {
        const before = was.find(({ id, gen }) => id === one.id && gen === one.gen)
        if (before) cut(before, one, event)
      }
      if (event.type === 'commanded') ordered(event)
      cutsIfItMay()
    },
    atTheEnd: () => {
      const heard = new Map<string, number>()
      for (const { takeover } of vendor.heard) heard.set(takeover, (heard.get(takeover) ?? 0) + 1)
      for (const [id, times] of heard) {
        const isMust = saves.some(({ programme }) =>
          programme.cues.some((cue) => cue.doubt === 'must' && cue.cue === cueIn(id)),
        )
        if (times > 1 && !isMust) fail(`${id} was heard ${times} times`)
      }
      onceWhatever()
      writtenTrue()
    },
  }

  /** A cue with one time has one turn, under whatever name edits gave it. */
  function onceWhatever(): void {
    const always = new Set<string>(
      saves
        .flatMap(({ programme }) => programme.cues)
        .filter(({ when }) => when.kind !== 'at')
        .map(({ cue }) => cue),
    )
    const names = new Map<string, Set<string>>()
    for (const { takeover } of vendor.heard) {
      const [, written = ''] = takeover.split('/')
      const cue = cueIn(takeover)
      if (takeover.includes('operator') || always.has(cue)) continue
      names.set(cue, (names.get(cue) ?? new Set()).add(written))
    }
    for (const [cue, as] of names) if (as.size > 1) fail(`${cue} aired as ${[...as].join(' and ')}`)
  }

  /** The log claims nothing that was not heard, and hides nothing that was. */
  function writtenTrue(): void {
    const ids = new Set(vendor.heard.map(({ takeover }) => itemOf(takeover)))
    const written = new Set<string>()
    for (const { instance, attempt, status } of rows) {
      // One row each time it is taken up.
      const once = `${instance}#${attempt}`
      if (written.has(once)) fail(`${once} has two rows, the second ${status}`)
      written.add(once)
      const claimed = status === 'aired' || status === 'aired_partial' || status === 'aired_late'
      if (claimed && !ids.has(itemOf(instance)))
        fail(`${instance} is ${status}, and nobody heard it`)
    }
    const closed = airing().endsAt ?? now
    for (const id of ids) {
      // Begun after the last look and gone with the channel: nobody can know, the look is no closer than that.
      const began = vendor.heard.filter((one) => itemOf(one.takeover) === id)
      if (began.every(({ startedAt }) => startedAt > before(closed, SEEN_SHORTLY))) continue
      const mine = rows.filter(({ instance }) => itemOf(instance) === id)
      if (mine.length === 0) fail(`${id} was heard and has no row`)
      else if (!mine.some(({ status }) => status.startsWith('aired')))
        fail(
          `${id} was heard and is ${mine.map(({ status, reason }) => `${status} ${reason}`).join(', ')}`,
        )
    }
  }
}

/** Edits name it anew, `cue+1`. */
const cueIn = (id: string) => id.split('/')[1]?.split('+')[0] ?? ''
const itemOf = (id: string) => id.replace(/(~\d+)?(\.\d+)?$/, '')

const same = (one: unknown, other: unknown) => JSON.stringify(one) === JSON.stringify(other)

const goesThrough = ({ urgency, piece }: Takeover) =>
  urgency === 'breaking' || piece?.continues === true

/** Hard, goes on with what nothing cuts, breaking, goes on, priority, routine; what waited long is as priority. */
function standing(one: Takeover, now: Instant): { readonly rank: number; readonly at: Instant } {
  const { start, urgency, piece, doubt, dueAt } = one
  if (start.kind === 'hard') return { rank: 6, at: after(dueAt, start.grace) }
  if (piece?.continues)
    return { rank: urgency === 'breaking' || doubt === 'must' ? 5 : 3, at: dueAt }
  const passedBy = urgency === 'routine' && between(dueAt, now) >= PASSED_BY_MAX
  return { rank: passedBy ? 2 : { routine: 1, priority: 2, breaking: 4 }[urgency], at: dueAt }
}
