/**
 * Applying a changed rundown to an airing that is on air (edit.ts says what changes). Cues due within the freeze
 * horizon are called as they were; the new rundown counts from there. A cue that was moved is named anew, so that no
 * turn of it is taken for one that aired.
 */
import type { PlannedCue, Programme } from '../compile/programme.js'
import { FREEZE } from '../limits.js'
import type { CueId } from '../rundown/rundown.js'
import { same } from '../same.js'
import { after, type Instant, latest } from '../time.js'
import { isManned, hasEnded as isOver, type Manned, windowOf } from './airing.js'
import { tell } from './announce.js'
import type { AiringId } from './calendar.js'
import { callCues } from './cueing.js'
import { followersOf, lastTurnUpTo } from './cues.js'
import { changeOf, diff, differing, type Edit, isEmpty, isOnce, pairs } from './edit.js'
import { cueOf } from './items.js'
import { lookedAtAgain, preflightOf } from './preflight.js'
import type { Scene } from './pursuit.js'
import { writtenAnew } from './rewriting.js'
import type { Sheet } from './sheet.js'
import { versionKey } from './show.js'
import { hasEnded, renewed, type Takeover } from './takeover.js'

/** Every airing of the show that runs follows the new rundown; returns them. */
export function editRunning(sheet: Sheet, programme: Programme): readonly AiringId[] {
  const show = sheet.show(programme.show)
  return (show?.airings ?? []).filter((id) => {
    const airing = sheet.airing(id)
    if (!airing || !isManned(airing) || isOver(airing) || airing.stop || airing.parked) return false
    const was = sheet.programme(airing.version)
    const account = sheet.account(airing.account)
    const edit = diff(airing, was, programme, sheet.now)
    if (was.version === programme.version || isEmpty(edit)) return false
    const scene = { programme: was, account, now: sheet.now, roll: sheet.roll }
    const next = onAirFrom(was, programme)
    const version = keyOf(airing.version, was, programme)
    sheet.putProgramme(version, next)
    sheet.putAiring({ ...edited(airing, next, scene), version })
    sheet.act(...told(airing, edit))
    dropUnfollowed(sheet, airing.version, show?.airings ?? [], show?.version)
    return true
  })
}

/** What a session was opened with stays: its presenter, its stage, its script. */
const onAirFrom = (was: Programme, is: Programme): Programme => ({
  ...is,
  account: was.account,
  timezone: was.timezone,
  schedule: was.schedule,
  liveScript: was.liveScript,
})

/** Its own name where it is not just the new one: another airing of the show may have begun with another presenter. */
function keyOf(key: string, was: Programme, is: Programme): string {
  const kept = onAirFrom(was, is)
  if (same(kept, is)) return versionKey(is)
  const [, base = was.version] = key.split('@')
  return `${versionKey(is)}@${base}`
}

function dropUnfollowed(
  sheet: Sheet,
  version: string,
  airings: readonly AiringId[],
  inForce: string | undefined,
): void {
  const followed = airings.some((id) => sheet.airing(id)?.version === version)
  if (!followed && version !== inForce) sheet.putProgramme(version, undefined)
}

const NAMED_MAX = 5

function told(airing: Manned, { lines, waits, version }: Edit) {
  const named = lines.slice(0, NAMED_MAX).map(({ what, name, says }) => `${name} ${what} (${says})`)
  const more = lines.length > NAMED_MAX ? [`${lines.length - NAMED_MAX} more`] : []
  const changes = lines.length > 0 ? [...named, ...more].join(', ') : 'no cue is concerned'
  const picked = tell(airing.id, 'info', `rundown ${version} is in force: ${changes}`)
  if (waits.length === 0) return [picked]
  const says = `changed in the rundown, and not on air before the next airing: ${waits.join(', ')}`
  return [picked, tell(airing.id, 'warn', says)]
}

/** `scene`: with the programme that airs; `next` takes its place. */
export function edited(airing: Manned, next: Programme, scene: Scene): Manned {
  const { programme: was, now } = scene
  const live = airing.situation === 'on-air'
  // What fell due, and what is about to, airs as it was planned. A clock that was set back calls nothing again.
  const until = live ? latest(after(now, FREEZE), airing.calledUntil) : airing.calledUntil
  const called = live ? callCues(airing, scene, until) : airing
  const refilled = !same(was.variables, next.variables)
  let known: Followers | undefined
  const followers = () => {
    known ??= followersOf([...was.cues, ...next.cues])
    return known
  }
  const turning = { ...scene, until, next, followers, refilled }
  const media = preflightOf(next, now)
  const preflight = media && lookedAtAgain(media, airing.preflight)
  let edited: Manned = { ...called, preflight, calledUntil: until, nextTurnAt: undefined }
  const concerned = (refilled ? pairs : differing)(was.cues, next.cues)
  for (const [, old, cue] of concerned) edited = withCue(edited, old, cue, turning)
  return { ...edited, revision: airing.revision + 1 }
}

interface Turning extends Scene {
  readonly until: Instant
  /** What takes the place of `programme`. */
  readonly next: Programme
  /** Asked for only where a cue was moved or taken out. */
  readonly followers: () => Followers
  /** Its variables say something else: every text may. */
  readonly refilled: boolean
}

function withCue(
  airing: Manned,
  old: PlannedCue | undefined,
  cue: PlannedCue | undefined,
  turning: Turning,
): Manned {
  const what = changeOf(old, cue)
  const replaces = what === 'changed' || (what === undefined && turning.refilled)
  if (old && cue && replaces) return replaced(airing, cue, turning)
  if (!old || what === undefined || what === 'changed' || what === 'added') return airing
  const withdrawn = takenOut(airing, old, cue, turning.now)
  const anew = { ...airing.renamed, ...renamed(airing, withdrawn, old, cue, turning.until) }
  return { ...withdrawn, renamed: followersRenamed(anew, old.cue, turning.followers()) }
}

/** What waits is written anew; what is at the platform stays as it is, unless it comes back unheard. */
function replaced(airing: Manned, cue: PlannedCue, scene: Turning): Manned {
  const takeovers = airing.takeovers.map((takeover): Takeover => {
    const { piece, dueAt } = takeover
    if (cueOf(takeover) !== cue.cue || isRest(piece) || dueAt > scene.now) return takeover
    return takeover.situation === 'waiting'
      ? writtenAnew(airing, takeover, cue, { ...scene, programme: scene.next })
      : renewed(takeover, { outdated: true })
  })
  return { ...airing, takeovers }
}

/** What waits goes, what may be at the platform is taken back; what speaks ends as it began. */
function takenOut(
  airing: Manned,
  old: PlannedCue,
  cue: PlannedCue | undefined,
  now: Instant,
): Manned {
  const reason = 'REMOVED' as const
  const because = cue ? 'moved to another time in the rundown' : 'taken out of the rundown'
  const takeovers = airing.takeovers.map((takeover): Takeover => {
    const { situation, piece, dueAt } = takeover
    const concerned = cueOf(takeover) === old.cue && !hasEnded(takeover) && situation !== 'speaking'
    // What goes on with the item on air is part of it, and what is frozen airs.
    if (!concerned || piece?.continues || dueAt > now) return takeover
    // Nobody knows whether it can be taken back unheard, and its one time would be gone with it.
    if (isOnce(old, cue) && (situation !== 'waiting' || hasBegun(takeover))) return takeover
    return renewed(takeover, { unwanted: { reason, because } })
  })
  return { ...airing, takeovers }
}

/** A turn that aired stays aired: of a moved cue only later ones are due, under a name no turn had before. */
function renamed(
  airing: Manned,
  withdrawn: Manned,
  old: PlannedCue,
  cue: PlannedCue | undefined,
  until: Instant,
): Manned['renamed'] {
  const last = lastTurnUpTo(old, windowOf(airing), until)?.turn
  const waited = withdrawn.takeovers.some(
    (one) => cueOf(one) === old.cue && one.situation === 'waiting' && one.unwanted !== undefined,
  )
  const { edit: edits = 0, from: aired = 0 } = airing.renamed[old.cue] ?? {}
  const begun = isOnce(old, cue) && !waited && last !== undefined ? last + 1 : 0
  // Given another time twice, or gone and back: it airs no second time for that.
  const from = old.when.kind === 'at' && !waited ? Math.max(aired, begun) : 0
  return { [old.cue]: { edit: edits + 1, from } }
}

/** It was heard in part, or may have been. */
const hasBegun = ({ piece, sentAgain }: Takeover): boolean =>
  isRest(piece) || sentAgain === 'may-be-heard-twice'

const isRest = (piece: Takeover['piece']): boolean =>
  piece !== undefined && (piece.part > 1 || piece.resumed > 0)

type Followers = ReturnType<typeof followersOf>

/** A follower counts its turns with the cue ahead of it: where that one counts anew, so does it. */
function followersRenamed(
  renamed: Manned['renamed'],
  ahead: CueId,
  followers: Followers,
): Manned['renamed'] {
  const done = new Set([ahead])
  let anew = renamed
  for (const name of done)
    for (const { cue } of followers.get(name) ?? []) {
      if (done.has(cue)) continue
      done.add(cue)
      anew = { ...anew, [cue]: { edit: (anew[cue]?.edit ?? 0) + 1, from: anew[cue]?.from ?? 0 } }
    }
  return anew
}
