/** An audience in front of a station on a virtual clock: the production core, loop and desk, a real book of questions. */

import { existsSync } from 'node:fs'
import type { Audience } from '../../daemon/console/questions.js'
import type { Programme } from '../../daemon/core/compile/programme.js'
import type { Questions } from '../../daemon/core/rundown/rundown.js'
import { type Instant, minutes, seconds } from '../../daemon/core/time.js'
import { openDatabase } from '../../daemon/journal/database.js'
import { questionBook } from '../../daemon/journal/questions.js'
import { type AudienceDesk, openAudience } from '../../daemon/run/audience.js'
import { audienceDoor, gatesOf } from '../../daemon/run/audience-door.js'
import { consultant } from '../../daemon/run/consult.js'
import { hashesWith } from '../../daemon/run/viewer-words.js'
import { secret } from '../../daemon/secret.js'
import { aFolder } from '../journal/a-journal.js'
import { aWorld, type World } from '../simulation/world.js'

export const QUESTIONS: Questions = {
  library: undefined,
  faq: [{ q: ['When do you ship?'], a: 'We ship on the next working day.' }],
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
}

/** A flood need not survive the test: where there is a folder in memory, it is there. */
export function anEvening(programme: Programme, start: Instant, sent = () => {}): Evening {
  const folder = aFolder(existsSync('/dev/shm') ? '/dev/shm' : undefined)
  const db = openDatabase(folder.path)
  const log: string[] = []
  const say = (_: object, says: string) => void log.push(says)
  let desk: AudienceDesk | undefined
  const world = aWorld({
    start,
    programmes: [programme],
    onlooker: {
      sent: (_, exchange) => {
        if (exchange.path.endsWith('/command/queue')) sent()
        return undefined
      },
      putIn: (script) => (desk ? desk.putIn(script) : script),
      committed: (turns) => {
        for (const { decision } of turns)
          for (const action of decision.actions)
            if (action.type === 'record') desk?.recorded(action.row)
      },
    },
  })
  const { loop, platform } = world.daemon()
  const hashes = hashesWith(secret('canary-asker-key'))
  const gates = gatesOf(loop.state, [])
  const book = questionBook(db)
  desk = openAudience({
    book,
    clock: world.clock,
    log: { info: say, warn: say, alert: say },
    hashes,
    gates,
    write: (what) => what(),
  })
  const platforms = new Map([[programme.account, platform]])
  const { state } = loop
  const { clock } = world
  desk.man(loop, consultant({ state, platforms, model: undefined, hashes, gates, clock }))
  const opened = desk
  const audit: string[] = []
  const door = audienceDoor({
    desk,
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
    write: (what) => what(),
    now: world.clock.now,
    state: loop.state,
  })
  return {
    world,
    desk,
    door,
    audit,
    log,
    rows: (sql) => db.prepare<[], Readonly<Record<string, unknown>>>(sql).all(),
    ask: (id, asker, text = 'When do you ship?') => {
      opened.look()
      const asked = { id, asker, name: asker, text, delivery: undefined }
      return opened.ask(programme.show, asked, undefined)
    },
    [Symbol.dispose]: () => {
      opened[Symbol.dispose]()
      world.close()
      db.close()
      folder[Symbol.dispose]()
    },
  }
}
