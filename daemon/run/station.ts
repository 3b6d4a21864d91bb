/**
 * The whole station on its open books, opened in order and closed in reverse: the daemon's own door, stand-ins,
 * platforms, the loop, the bell. What one room needs of another is handed over here.
 */
import { randomBytes } from 'node:crypto'
import { openModel } from '../audience/model.js'
import type { Config, Account as ConfigAccount } from '../config.js'
import { microphoneRoom } from '../console/microphone.js'
import { questionRoom } from '../console/questions.js'
import { openConsole } from '../console/server.js'
import type { Programme } from '../core/compile/programme.js'
import type { SessionId, TraceId } from '../core/plan/events.js'
import type { AccountId } from '../core/rundown/rundown.js'
import { before } from '../core/time.js'
import { ballastIn } from '../journal/ballast.js'
import { brokenIn, forgetBroken } from '../journal/refused-call.js'
import type { Log } from '../log.js'
import { openMetrics } from '../metrics/metrics.js'
import type { Dialect } from '../platform/contract.js'
import { platforms } from '../platform/platforms.js'
import { secret } from '../secret.js'
import { openPoster } from '../watcher/post.js'
import { openTeller } from './alive.js'
import { aside } from './aside.js'
import { openAudience } from './audience.js'
import { askerKey, audienceDoor, gatesOf } from './audience-door.js'
import { ringBell } from './bell.js'
import type { Books } from './books.js'
import { type CheckMedia, hands } from './carry-out.js'
import { openClock, steady } from './clock.js'
import { codeVersion } from './code-version.js'
import { consultant } from './consult.js'
import { openDesk } from './desk.js'
import { bookOf, callers, logsOf, stillValid } from './desk-books.js'
import { showDesk } from './desk-file.js'
import { openTokenDesk } from './desk-tokens.js'
import { openDisk } from './disk.js'
import { clockDoubts } from './doubt.js'
import { openFarEnds } from './far-ends.js'
import { type OpenFeed, openFeed } from './feed.js'
import { keepAhead } from './keep-ahead.js'
import { leave } from './leave.js'
import { type Loop, openLoop } from './loop.js'
import { makeReady, openStationMedia } from './media.js'
import { onDisk } from './opening.js'
import type { Projection } from './projection.js'
import { clockSetBack, wakeUp } from './resume.js'
import { keepUp, type Reading, type Shelf } from './rundowns.js'
import { openSupervisor } from './supervisor.js'
import { show, toldAgain } from './tell.js'
import { openUpkeep } from './upkeep.js'
import { hashesWith } from './viewer-words.js'
import { openVoices } from './voices.js'

export interface StationOrders {
  readonly config: Config
  readonly programmes: readonly Programme[]
  /** Some rundowns could not be read: shows that are missing keep their last good version. */
  readonly incomplete: boolean
  readonly log: Log
  /** Where they come from, and where they are read again when they are saved. */
  readonly shelf: Shelf
  /** What was read there first. */
  readonly reading: Reading
  /** SIGTERM or SIGINT: leave the sessions on air, beat once more, and go. */
  readonly leave: AbortSignal
  /** Shows what the stand-ins have on stage. */
  readonly projection?: Projection | undefined
}

const FORGOTTEN =
  'What was aired since then is not known here: look at what is on air before you add anything'

export async function runStation(
  orders: StationOrders,
  { journal, state, accounts }: Books,
): Promise<void> {
  const { config, programmes, incomplete, log, projection } = orders
  const clock = openClock()
  const supervisor = openSupervisor({
    environment: process.env,
    steady,
    failed: (says) => log.warn({}, says),
  })
  // Before there is a feed nobody listens.
  let passOn: OpenFeed['pass'] = () => undefined
  const beside = aside(log, (news) => passOn(news), clock.now)
  const ballast = ballastIn(config.data)
  const version = codeVersion()
  const metrics = openMetrics({
    ...{ state, now: clock.now, steady, wall: Date.now, folder: config.data, version },
    accounts: config.accounts,
    epoch: () => journal.position().epoch,
    disk: () => disk.standing()?.is,
  })
  const commit = metrics.appending(journal.commit)
  const beneath = { log: beside, folder: config.data }
  const disk = openDisk({ commit, ballast, steady, now: clock.now, ...beneath })
  const { amnesia } = onDisk(config.data, () => journal.begin(clock.now(), version))
  if (amnesia) log.alert({}, `the journal has a gap: ${amnesia.says}. ${FORGOTTEN}`)
  onDisk(config.data, () => journal.doubtOpenIntents(clock.now()))

  const secrets = new Map(config.accounts.map((account) => [account.id, callbackSecret(account)]))
  using feed = openFeed(journal.position().generation, journal.news)
  passOn = feed.pass
  using desk = openDesk(config.station, clock, {
    book: bookOf(journal, disk.write, clock.now, feed.committed),
    tokens: openTokenDesk(journal.tokens, clock.now, config.timezone),
    ...logsOf(journal),
    disk: disk.standing,
    metrics: metrics.page,
  })
  const token = secret(randomBytes(24).toString('base64url'))
  const voices = openVoices((event) => loop.post(event))
  const hashes = hashesWith(askerKey(config.data))
  const gates = gatesOf(state, config.questions.blocked)
  using audience = openAudience({
    book: journal.questions,
    clock,
    log,
    hashes,
    gates,
    write: disk.write,
  })
  let listening = false
  /** Until the loop is there a callback is only stored; it is read with the unread ones. */
  const receive = (account: string, body: string) => {
    const inbox = disk.write(() => journal.receive(account, body, clock.now()))
    if (listening) hear(account, body, inbox)
  }
  const valid = stillValid(journal.tokens, clock.now)
  await using media = openStationMedia(config, clock.now, beside, feed.pass, orders.leave)
  await using door = await openConsole({
    ...config.http,
    media: media.door,
    find: callers(token, journal.tokens, clock.now),
    door: { secrets, receive, counted: metrics.callback },
    views: desk.views,
    orders: desk.orders,
    events: { feed, stillValid: valid },
    rooms: [
      microphoneRoom({ speak: desk.orders.speak, voices, stillValid: valid }),
      questionRoom({
        audience: audienceDoor({
          desk: audience,
          book: journal.questions,
          audit: bookOf(journal, disk.write, clock.now, feed.committed),
          hashes,
          state,
        }),
        keys: config.questions.intakeKeys,
        now: clock.now,
      }),
    ],
  })
  const heard = clockDoubts(clock.now, state.accounts, (event) => loop.post(event))
  using poster = openPoster()
  using teller = openTeller({
    ...{ station: config.station, run: randomBytes(8).toString('hex'), watcher: config.watcher },
    ...{ state, clock, log, post: poster.post },
  })
  const ears = { heard, exchanged: metrics.exchanged }
  const shown = { media, projection }
  await using ends = await openFarEnds(config, door.url, secrets, clock.now, ears, shown)

  const post: Loop['post'] = (event, receipt) => loop.post(event, receipt)
  const soundOf = (account: AccountId) => dialectOf(config, account)?.sound
  const checkMedia: CheckMedia = async (id, version) => {
    const account = config.accounts.find((known) => known.id === id)
    const programme = state.programmes[version]
    const sound = soundOf(id)
    if (!account || !programme || !sound) return []
    return media.preflight(account, door.url, programme, sound)
  }
  const working = hands(ends.platforms, post, { putIn: audience.putIn, voices, checkMedia })
  using loop = openLoop({
    state,
    clock,
    dice: Math.random,
    commit: (turns) => {
      disk.commit(turns)
      feed.committed()
      metrics.committed(turns)
      teller.committed(turns)
    },
    carryOut: working.carryOut,
    show: (action) => {
      show(log, action, config.timezone)
      if (action.type === 'record') audience.recorded(action.row)
    },
    trouble: () => {},
    moved: audience.clockMoved,
  })
  function hear(sender: string, body: string, inbox: number): void {
    const account = sender as AccountId
    const hint = dialectOf(config, account)?.readCallback(parsed(body))
    if (!hint) {
      setAside(inbox)
      return
    }
    const { session, trace, ...rest } = hint
    loop.post(
      {
        type: 'hinted',
        account,
        hint: { ...rest, session: session as SessionId, trace: trace as TraceId | undefined },
      },
      { inbox },
    )
  }

  /** If it cannot be, the next start reads it again, and sets it aside then. */
  function setAside(inbox: number): void {
    try {
      disk.write(() => journal.setAside(inbox, clock.now()))
    } catch {}
  }

  desk.man(loop)
  showDesk(config.data, { url: door.url, pid: process.pid, token })
  log.info(
    { url: door.url, pid: process.pid },
    `onair is running at ${door.url}; stop it with: onair stop`,
  )
  for (const { airing, says } of journal.untold()) log.alert({ airing }, toldAgain(says))
  wakeUp(loop, accounts, programmes, {
    incomplete,
    forgottenSince: amnesia?.since,
    ...{ setBack: clockSetBack(journal.lastAt(), clock.now()), broken: brokenIn(config.data) },
  })
  if (disk.trouble() === undefined) forgetBroken(config.data)
  const { answers } = config.questions
  await using model = answers && openModel(answers)
  const { platforms: farEnds } = ends
  const consult = consultant({ state, platforms: farEnds, model, hashes, gates, clock })
  audience.man(loop, consult, amnesia !== undefined)
  void makeReady(media, programmes, soundOf, loop)
  for (const { id, account, body } of journal.unread()) hear(account, body, id)
  listening = true
  const { shelf, reading: first } = orders
  await using rundowns = await keepUp({
    ...{ shelf, loop, now: clock.now, log: beside, first, watches: config.onSave === 'apply' },
    ahead: keepAhead(journal, disk),
    takenIn: (programme) => void makeReady(media, [programme], soundOf, loop),
  })
  desk.follow(rundowns)
  using _upkeep = openUpkeep({
    now: clock.now,
    look: () => {
      loop.look()
      audience.look()
    },
    pruneQuestions: (at) => journal.questions.prune(before(at, config.questions.retention)),
    journal,
    disk,
    state: loop.state,
    steady,
    supervisor,
  })
  using _bell = ringBell(loop.look)
  supervisor.ready()

  const stopped = desk.closed.then(() => 'stopped' as const)
  const why = await Promise.race([aborted(orders.leave), stopped, disk.lost])
  const rooms = { config, loop, calls: working, ends, disk, journal, supervisor, teller, log }
  await leave(rooms, why === 'stopped')
}

/** Without a secret in the config nobody can call back: the path is then known to nobody at all. */
const callbackSecret = (account: ConfigAccount) =>
  account.callbackSecret ?? secret(randomBytes(24).toString('base64url'))

const dialectOf = (config: Config, id: AccountId): Dialect | undefined => {
  const account = config.accounts.find((known) => known.id === id)
  return account && platforms[account.platform]?.dialect
}

const aborted = (signal: AbortSignal) =>
  new Promise<void>((resolve) => {
    if (signal.aborted) resolve()
    else signal.addEventListener('abort', () => resolve(), { once: true })
  })

function parsed(body: string): unknown {
  try {
    return JSON.parse(body)
  } catch {
    return undefined
  }
}
