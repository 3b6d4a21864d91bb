/**
 * A rundown that was changed while its show is on air, held against the one that airs: what was added, taken out, moved
 * or changed, and when each takes effect. What aired stays aired, what is at the platform stays as it is, and what is
 * due within the freeze horizon airs as it was planned. Applying it is editing.ts; this only says what that would do.
 */
import type { PlannedCue, Programme } from '../compile/programme.js'
import { FREEZE } from '../limits.js'
import type { CueId } from '../rundown/rundown.js'
import { same } from '../same.js'
import { after, type Instant } from '../time.js'
import { type AiringFacts, windowOf } from './airing.js'
import { firstTurnAfter } from './cues.js'
import { cueOf } from './items.js'
import { hasEnded, type Takeover } from './takeover.js'

export interface Edit {
  /** Of the rundown that is to take its place. */
  readonly version: string
  readonly lines: readonly EditLine[]
  /** What cannot change on air: it waits for the next airing. */
  readonly waits: readonly string[]
}

export interface EditLine {
  readonly what: 'added' | 'removed' | 'moved' | 'changed'
  readonly kind: 'cue' | 'ad-lib' | 'variables' | 'questions'
  readonly name: string
  readonly effect: Effect
  /** When it is due first as it now is. */
  readonly at: Instant | undefined
  readonly says: string
}

/** `frozen`: what is due that soon airs as it was; what comes later does not. */
export type Effect = 'now' | 'later' | 'frozen' | 'next-airing'

/** What the change would do to this airing now. */
export function diff(airing: AiringFacts, was: Programme, is: Programme, now: Instant): Edit {
  return {
    version: is.version,
    lines: [...cueLines(airing, was, is, now), ...plainLines(was, is)],
    waits: fixedOnAir(was, is),
  }
}

export const isEmpty = ({ lines, waits }: Edit): boolean => lines.length === 0 && waits.length === 0

/** What the platform was opened with, and where. */
function fixedOnAir(was: Programme, is: Programme): readonly string[] {
  const [old, next] = [was.liveScript, is.liveScript]
  const { presenter, stage, ...script } = old
  const { presenter: _, stage: __, ...nextScript } = next
  return [
    ...(was.account === is.account ? [] : ['account']),
    ...(was.timezone === is.timezone ? [] : ['timezone']),
    ...(same(presenter, next.presenter) ? [] : ['presenter']),
    ...(same(stage, next.stage) ? [] : ['stage']),
    ...(same(script, nextScript) ? [] : ['script']),
    ...(same(was.schedule, is.schedule) ? [] : ['schedule']),
  ]
}

function cueLines(
  airing: AiringFacts,
  was: Programme,
  is: Programme,
  now: Instant,
): readonly EditLine[] {
  const lines: EditLine[] = []
  for (const [name, old, next] of differing(was.cues, is.cues)) {
    const what = changeOf(old, next)
    if (what) lines.push({ what, kind: 'cue', name, ...effectOf(airing, what, old, next, now) })
  }
  return lines
}

type Cues = Programme['cues']
type Pair = readonly [name: CueId, was: PlannedCue | undefined, is: PlannedCue | undefined]

/** Every name once: what was there first, then what is new. */
export function* pairs(was: Cues, is: Cues): Iterable<Pair> {
  const [before, there] = [byName(was), byName(is)]
  for (const [name, old] of before) yield [name, old, there.get(name)]
  for (const [name, cue] of there) if (!before.has(name)) yield [name, undefined, cue]
}

const byName = (cues: Cues): ReadonlyMap<CueId, PlannedCue> =>
  new Map(cues.map((cue) => [cue.cue, cue]))

/**
 * The same without cues that are the very same object in both: of a rundown that was saved again these are all but a
 * few (commands/known-cues.ts), and the airing's heartbeat waits for what is done here.
 */
export function differing(was: Cues, is: Cues): Iterable<Pair> {
  let head = 0
  while (head < was.length && was[head] === is[head]) head += 1
  let tail = 0
  const most = Math.min(was.length, is.length) - head
  while (tail < most && was.at(-1 - tail) === is.at(-1 - tail)) tail += 1
  const [before, there] = [was, is].map((cues) => new Set(cues.slice(head, cues.length - tail)))
  return pairs(onlyIn(before, there), onlyIn(there, before))
}

const onlyIn = (one: Iterable<PlannedCue> = [], other?: ReadonlySet<PlannedCue>): Cues =>
  [...one].filter((cue) => !other?.has(cue))

/** A cue that is due at another time is moved, whatever else of it changed. */
export function changeOf(
  was: PlannedCue | undefined,
  is: PlannedCue | undefined,
): EditLine['what'] | undefined {
  if (was === is) return undefined
  if (!was || !is) return was ? 'removed' : 'added'
  if (!same(was.when, is.when)) return 'moved'
  return same(was, is) ? undefined : 'changed'
}

/** Due at one time only, before and after. */
export const isOnce = (was: PlannedCue | undefined, is: PlannedCue | undefined): boolean =>
  was?.when.kind === 'at' && is?.when.kind === 'at'

function effectOf(
  airing: AiringFacts,
  what: EditLine['what'],
  was: PlannedCue | undefined,
  is: PlannedCue | undefined,
  now: Instant,
): Pick<EditLine, 'effect' | 'at' | 'says'> {
  const horizon = after(now, FREEZE)
  const window = windowOf(airing)
  const next = is && firstTurnAfter(is, window, horizon)?.at
  const mine = airing.takeovers.filter((one) => cueOf(one) === (was ?? is)?.cue && !hasEnded(one))
  const onItsWay =
    mine.length > 0 ? `; ${mine.map((one) => fateOf(one, what, isOnce(was, is))).join(', ')}` : ''
  const soon = was && firstTurnAfter(was, window, now)?.at
  if (soon !== undefined && soon <= horizon)
    return { effect: 'frozen', at: next, says: `due in a moment: airs as it was${onItsWay}` }
  if (what === 'removed')
    return { effect: 'now', at: undefined, says: `not due any more${onItsWay}` }
  if (is?.when.kind === 'after')
    return { effect: 'now', at: undefined, says: `when ${is.when.after} is on air${onItsWay}` }
  if (mine.some(({ situation }) => situation === 'waiting'))
    return { effect: 'now', at: next, says: onItsWay.slice(2) }
  return next === undefined
    ? { effect: 'next-airing', at: undefined, says: `its time has passed${onItsWay}` }
    : { effect: 'later', at: next, says: `when it is due${onItsWay}` }
}

function fateOf({ situation, piece }: Takeover, what: EditLine['what'], once: boolean): string {
  if (situation === 'speaking') return 'on air, it ends as it began'
  if (piece?.resumed && what === 'moved' && once) return 'what is left of it airs as it waits'
  if (situation !== 'waiting' && what === 'moved' && once)
    return 'the one at the platform stays, its new time comes to nothing'
  if (what === 'removed' || what === 'moved')
    return situation === 'waiting'
      ? 'the one that waits is withdrawn'
      : 'the one at the platform is taken back'
  return situation === 'waiting'
    ? 'the one that waits is replaced'
    : 'the one at the platform stays as it is'
}

function plainLines(was: Programme, is: Programme): readonly EditLine[] {
  const names = new Set([...was.adlibs, ...is.adlibs].map(({ adlib }) => adlib))
  const adlibs = [...names].flatMap((name): readonly EditLine[] => {
    const old = was.adlibs.find(({ adlib }) => adlib === name)
    const next = is.adlibs.find(({ adlib }) => adlib === name)
    const what = !old ? 'added' : !next ? 'removed' : same(old, next) ? undefined : 'changed'
    return what ? [{ what, kind: 'ad-lib', name, ...AT_ONCE }] : []
  })
  const rest = (['variables', 'questions'] as const).flatMap((kind): readonly EditLine[] =>
    same(was[kind], is[kind]) ? [] : [{ what: 'changed', kind, name: kind, ...AT_ONCE }],
  )
  return [...adlibs, ...rest]
}

const AT_ONCE = { effect: 'now', at: undefined, says: 'from now on' } as const
