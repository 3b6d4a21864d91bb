/** An audience in front of a station on a virtual clock: the production core, loop and desk, a real book of questions. */

import { existsSync } from 'node:fs'
import type { AnswerSource, SourceAnswer } from '../../daemon/audience/contract.js'
import type { Audience } from '../../daemon/console/questions.js'
import type { Programme } from '../../daemon/core/compile/programme.js'
import type { AccountFacts } from '../../daemon/core/plan/account.js'
import type { Questions } from '../../daemon/core/rundown/rundown.js'
import { type Instant, minutes, seconds } from '../../daemon/core/time.js'
import { openDatabase } from '../../daemon/journal/database.js'
import { type QuestionBook, questionBook } from '../../daemon/journal/questions.js'
import { type AudienceDesk, openAudience } from '../../daemon/run/audience.js'
import { audienceDoor, gatesOf } from '../../daemon/run/audience-door.js'
import { consultant } from '../../daemon/run/consult.js'
import { hashesWith } from '../../daemon/run/viewer-words.js'
import { secret } from '../../daemon/secret.js'
import { aFolder } from '../journal/a-journal.js'
import { aWorld, type World } from '../simulation/world.js'

export const QUESTIONS: Questions = {
  library: undefined,
  faq: [
    { q: ['When do you ship?'], a: 'We ship on the next working day.' },
    { q: ['What does it cost?'], a: 'It costs a hundred euros.' },
  ],
  sources: ['faq'],
  otherwise: undefined,
  answer: '$' + '{asker} asks: $' + '{question} $' + '{answer}',
  cooldown: seconds(5),
  perAsker: undefined,
  backlog: seconds(90),
  expires: minutes(5),
  blocked: ['refund fraud'],
  approve: 'auto',
  approveWithin: minutes(2),
  unapproved: 'decline',
}

export interface Evening extends Disposable {
  readonly world: World
  readonly desk: AudienceDesk
  /** As the console sees it. */
  readonly door: Audience
  /** Who did what, as the audit has it. */
  readonly audit: readonly string[]
  readonly rows: (sql: string) => readonly Readonly<Record<string, unknown>>[]
  readonly ask: (id: string, asker: string, text?: string) => ReturnType<AudienceDesk['ask']>
  readonly log: string[]
  readonly book: QuestionBook
  /** The book takes nothing from now on, or again. */
  readonly failing: (fails: boolean | 'after one') => void
  /** Whoever had the questions in hand is gone; another takes them from the book. */
  readonly restart: (isOlder?: boolean) => void
}

export interface EveningOptions {
  /** A takeover left for the platform. */
  readonly sent?: () => void
  readonly account?: Partial<AccountFacts>
  /** The station's chat model. */
  readonly model?: AnswerSource
}

/** A source that says nothing until it is told what. */
export function aSlowModel() {
  const waiting: ((answer: SourceAnswer) => void)[] = []
  const model: AnswerSource = {
    name: 'model',
    ask: () => new Promise((resolve) => waiting.push(resolve)),
  }
  const says = (text: string) => {
    for (const answer of waiting.splice(0)) answer({ is: 'answer', text })
  }
  return { model, says }
}

/** A flood need not survive the test: where there is a folder in memory, it is there. */
export function anEvening(
  programme: Programme,
  start: Instant,
  { sent = () => {}, account = {}, model }: EveningOptions = {},
): Evening {
  const folder = aFolder(existsSync('/dev/shm') ? '/dev/shm' : undefined)
  const db = openDatabase(folder.path)
  const log: string[] = []
  const say = (_: object, says: string) => void log.push(says)
  let now: { readonly desk: AudienceDesk; readonly end: () => void } | undefined
  let fails: boolean | 'after one' = false
  const world = aWorld({
    start,
    programmes: [programme],
    account,
    onlooker: {
      sent: (_, exchange) => {
        if (exchange.path.endsWith('/command/queue')) sent()
        return undefined
      },
      moved: (shift) => now?.desk.clockMoved(shift),
      putIn: (script) => (now ? now.desk.putIn(script) : script),
      committed: (turns) => {
        for (const { decision } of turns)
          for (const action of decision.actions)
            if (action.type === 'record') now?.desk.recorded(action.row)
      },
    },
  })
  const { loop, platform, machine } = world.daemon()
  const { clock } = machine
  const hashes = hashesWith(secret('canary-asker-key'))
  const gates = gatesOf(loop.state, [])
  const kept = questionBook(db)
  // The as-run log lies with the journal of the world.
  const asRun: QuestionBook['asRun'] = (instance) => {
    const row = world.rows.findLast((one) => one.type === 'takeover' && one.instance === instance)
    return row && { status: row.status, remark: row.says ?? null }
  }
  const book = { ...kept, asRun }
  const write = <T>(what: () => T): T => {
    if (fails === true) throw new Error('the disk is full')
    if (fails === 'after one') fails = true
    return what()
  }
  const platforms = new Map([[programme.account, platform]])
  const { state } = loop
  const open = (isOlder = false) => {
    let gone = false
    const mine = <T>(what: () => T): T => {
      if (gone) throw new Error('it is gone')
      return write(what)
    }
    const talk = { info: say, warn: say, alert: say }
    const desk = openAudience({ book, clock, log: talk, hashes, gates, write: mine })
    const end = () => {
      gone = true
      desk[Symbol.dispose]()
    }
    now = { desk, end }
    desk.man(loop, consultant({ state, platforms, model, hashes, gates, clock }), isOlder)
    return desk
  }
  let opened = open()
  const audit: string[] = []
  const theDesk: AudienceDesk = {
    man: (...given) => opened.man(...given),
    ask: (...given) => opened.ask(...given),
    judge: (...given) => opened.judge(...given),
    forget: (hashes) => opened.forget(hashes),
    clockMoved: (shift) => opened.clockMoved(shift),
    recorded: (row) => opened.recorded(row),
    look: () => opened.look(),
    putIn: (script) => opened.putIn(script),
    [Symbol.dispose]: () => now?.end(),
  }
  const door = audienceDoor({
    desk: theDesk,
    book,
    audit: {
      find: () => undefined,
      latest: () => [],
      note: (row) => {
        const { who, act, ok } = row()
        audit.push(`${who} ${act} ${ok}`)
      },
    },
    hashes,
    state: loop.state,
  })
  return {
    world,
    desk: theDesk,
    door,
    audit,
    log,
    book,
    failing: (does) => {
      fails = does
    },
    restart: (isOlder = false) => {
      now?.end()
      opened = open(isOlder)
    },
    rows: (sql) => db.prepare<[], Readonly<Record<string, unknown>>>(sql).all(),
    ask: (id, asker, text = 'When do you ship?') => {
      opened.look()
      const asked = { id, asker, name: asker, text, delivery: undefined }
      return opened.ask(programme.show, asked, undefined)
    },
    [Symbol.dispose]: () => {
      now?.end()
      world.close()
      db.close()
      folder[Symbol.dispose]()
    },
  }
}
