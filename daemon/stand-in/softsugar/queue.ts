/**
 * Takeovers over HTTP: put in the queue (E6), moved (E7), cancelled (E8), listed (E9), or spoken at
 * once (E4, E5). The item on air is number 1; asking for place N puts an item behind number N.
 */
import { after, type Instant, millis } from '../../core/time.js'
import { done, doneBut, type Reply, refused } from './answers.js'
import { hex } from './chance.js'
import { written } from './clock.js'
import { type Fields, number, text } from './fields.js'
import type { Way } from './record.js'
import { checkedScript, contentOf, lengthOf } from './scripts.js'
import { cancelTakeover, fail, goOn, push, queueOf, report, speak } from './speaking.js'
import type { Session, Takeover, World } from './world.js'

/** The vendor advises no more. */
const ADVISED_MAX = 15
/** How E8 asks for everything. */
const EVERYTHING = '-1'
const TOO_SHORT = 'text is shorter than 10 characters'

/** E6. */
export function enqueue(world: World, session: Session, body: Fields, now: Instant): Reply {
  const priority = number(body.priority)
  if (body.priority !== undefined && !isPlace(priority)) {
    return refused('malformed', 'priority must be a whole number from 1')
  }
  const held = queueOf(session).length + session.preparing.length
  if (session.stage.status === 2 && held >= world.profile.queueLimit) {
    return refused('queue-full', `queue holds ${held}`)
  }
  const made = takeoverFrom(world, session, body, 'queue', priority, now)
  if (made.is === 'refused') return made.reply
  const { takeover } = made
  const { prepare, prepareThreshold } = world.profile
  const slow = takeover.spoilt === undefined ? prepare : Math.max(prepare, prepareThreshold)
  if (takeover.spoilt === undefined && !takeover.isStuck && prepare <= prepareThreshold) {
    join(world, session, takeover, now)
    if (world.profile.queuedTwice) report(world, session, takeover, 34, {}, now)
    goOn(world, session, now)
    return done({ commandStatus: 34, commandTraceId: takeover.trace })
  }
  session.preparing.push(takeover)
  if (takeover.isStuck) return done({ commandStatus: 33, commandTraceId: takeover.trace })
  world.agenda.add(after(now, millis(slow)), { type: 'prepared', session, takeover })
  return done({ commandStatus: 33, commandTraceId: takeover.trace })
}

/** Its media have arrived, or never will. */
export function prepared(world: World, session: Session, takeover: Takeover, now: Instant): void {
  session.preparing = session.preparing.filter((one) => one !== takeover)
  if (takeover.spoilt !== undefined) {
    fail(world, session, takeover, takeover.spoilt, now)
    return
  }
  join(world, session, takeover, now)
  report(world, session, takeover, 34, {}, now)
  goOn(world, session, now)
}

/**
 * E4 (`plain`: no id comes back) and E5. Whatever is speaking gives way, the queue goes on
 * afterwards.
 */
export function cutIn(
  world: World,
  session: Session,
  body: Fields,
  way: 'interrupt' | 'plain',
  now: Instant,
): Reply {
  if (session.microphone !== undefined) return refused('wrong-state', 'the microphone is on air')
  const made = takeoverFrom(world, session, body, way, undefined, now)
  if (made.is === 'refused') return made.reply
  const { takeover } = made
  if (takeover.spoilt !== undefined) fail(world, session, takeover, takeover.spoilt, now)
  else {
    if (session.speaking !== undefined) cancelTakeover(world, session, session.speaking, now)
    speak(world, session, takeover, now)
  }
  return way === 'plain' ? done(true) : done({ isSuccess: true, commandTraceId: takeover.trace })
}

/** E7. */
export function reorder(world: World, session: Session, body: Fields, now: Instant): Reply {
  const trace = text(body.commandTraceId)
  const priority = number(body.priority)
  if (trace === undefined) return refused('malformed', 'commandTraceId is missing')
  if (!isPlace(priority)) return refused('malformed', 'priority must be a whole number from 1')
  const from = session.waiting.findIndex((one) => one.trace === trace)
  const takeover = session.waiting[from]
  if (takeover === undefined) return doneBut(`${trace} is not waiting`, { isSuccess: false })
  session.waiting.splice(from, 1)
  const lead = session.speaking === undefined ? 0 : 1
  const isForward = priority - lead > from
  const shift = world.profile.reorderCounts === 'before' && isForward ? 1 : 0
  const to = Math.min(session.waiting.length, Math.max(0, priority - lead - shift))
  session.waiting.splice(to, 0, takeover)
  const place = to + lead + 1
  world.book.note(now, { type: 'takeover-moved', session: session.id, trace, place })
  return done({ isSuccess: true })
}

/** E8. Known ids are cancelled also when others beside them are unknown. */
export function cancel(world: World, session: Session, body: Fields, now: Instant): Reply {
  const asked = text(body.commandTraceId)
  if (asked === undefined) return refused('malformed', 'commandTraceId is missing')
  const all = [...queueOf(session), ...session.preparing]
  const ids = new Set(asked.split(';').filter((id) => id !== ''))
  const wanted =
    asked === EVERYTHING ? all : all.filter((one) => isKnown(one) && ids.has(one.trace))
  for (const takeover of wanted) cancelTakeover(world, session, takeover, now)
  goOn(world, session, now)
  const missing = [...ids].filter((id) => !wanted.some((one) => one.trace === id))
  const commandFinishTime = written(now)
  if (asked === EVERYTHING || missing.length === 0)
    return done({ isSuccess: true, commandFinishTime })
  const message = `not in the queue: ${missing.join(';')}`
  return doneBut(message, { isSuccess: false, commandFinishTime, message })
}

/** E9: ids only; what is still being prepared is not in it. */
export function listQueue(world: World, session: Session, now: Instant): Reply {
  const seen = queueOf(session).filter(
    (one) => isKnown(one) && now - one.queuedAt >= world.profile.listLag,
  )
  return done({ commandTraceIds: seen.map((one) => one.trace) })
}

type Made =
  | { readonly is: 'taken'; readonly takeover: Takeover }
  | { readonly is: 'refused'; readonly reply: Reply }

function takeoverFrom(
  world: World,
  session: Session,
  body: Fields,
  way: Way,
  wantedPlace: number | undefined,
  now: Instant,
): Made {
  const no = (reply: Reply): Made => ({ is: 'refused', reply })
  if (session.stage.status !== 2) {
    return no(refused('wrong-state', `session is at ${session.stage.status}, not live`))
  }
  const checked = checkedScript(world, 'takeover', body.param)
  if (!checked.ok) return no(refused('bad-script', checked.says))
  const { profile, ids, lots } = world
  if (checked.isShort && profile.shortText === 'refused')
    return no(refused('bad-script', TOO_SHORT))
  const content = contentOf(checked.script)
  if (way === 'plain' && content.pictures.length > 0) {
    return no(refused('bad-script', 'pictures need the interruptible service'))
  }
  const isStuck = way === 'queue' && profile.prepareNever > 0 && lots() < profile.prepareNever
  const failsToPrepare = profile.prepareFails > 0 && lots() < profile.prepareFails
  const takeover: Takeover = {
    trace: hex(ids, 32),
    way,
    content,
    script: checked.script,
    length: lengthOf(world, content, session.script),
    wantedPlace,
    isStuck,
    breaksOff: profile.speechFails > 0 && lots() < profile.speechFails,
    spoilt: checked.isShort ? TOO_SHORT : failsToPrepare ? 'media could not be fetched' : undefined,
    queuedAt: now,
  }
  const { trace } = takeover
  const priority = wantedPlace
  const received = { session: session.id, trace, way, priority, content }
  world.book.note(now, { type: 'takeover-received', ...received })
  return { is: 'taken', takeover }
}

function join(world: World, session: Session, takeover: Takeover, now: Instant): void {
  const { trace, wantedPlace } = takeover
  const lead = session.speaking === undefined ? 0 : 1
  const length = session.waiting.length + lead
  const to = Math.max(0, Math.min(wantedPlace ?? length, length) - lead)
  session.waiting.splice(to, 0, takeover)
  takeover.queuedAt = now
  const place = to + lead + 1
  const crowded = length + 1 > ADVISED_MAX
  world.book.note(now, { type: 'takeover-prepared', session: session.id, trace })
  world.book.note(now, { type: 'takeover-queued', session: session.id, trace, place, crowded })
  push(world, session, takeover, 20, now)
}

const isPlace = (place: number | undefined): place is number =>
  place !== undefined && Number.isInteger(place) && place >= 1

/** The customer never learned the id of a plain one. */
const isKnown = (takeover: Takeover) => takeover.way !== 'plain'
