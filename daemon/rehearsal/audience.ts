/**
 * An audience that asks what it was told to, when it was told to: the production desk of questions on a virtual
 * clock, with its gates, limits and queue. Prepared answers are found as on air, the library is the stand-in's; a chat
 * model is not asked, for a rehearsal reaches nobody.
 */
import { createHash } from 'node:crypto'
import type { PlannedQuestion } from '../core/ask/planned.js'
import type { SourceName, Verdict } from '../core/ask/question.js'
import { type Caller, EVERYTHING } from '../core/desk/roles.js'
import type { AccountFacts } from '../core/plan/account.js'
import type { AsRunRow } from '../core/plan/as-run.js'
import { after, type Instant, seconds } from '../core/time.js'
import type { QuestionBook, QuestionRow } from '../journal/questions.js'
import type { Platform } from '../platform/contract.js'
import { type AudienceDesk, openAudience } from '../run/audience.js'
import { gatesOf } from '../run/audience-door.js'
import type { PutIn } from '../run/carry-out.js'
import { consultant } from '../run/consult.js'
import type { Loop } from '../run/loop.js'
import { hashesWith } from '../run/viewer-words.js'
import type { VirtualClock } from '../run/virtual-clock.js'
import { secret } from '../secret.js'

export interface AudienceOrders {
  readonly questions: readonly PlannedQuestion[]
  readonly book: QuestionBook
  /** Words of the station that are not to be heard, besides the rundown's. */
  readonly blocked: readonly string[]
}

export interface RehearsedQuestion {
  readonly planned: PlannedQuestion
  readonly askedAt: Instant
  readonly fate: Fate
}

export type Fate =
  /** The show or the rehearsal was over before. */
  | { readonly is: 'not-asked'; readonly says: string }
  /** It was not even taken in. */
  | { readonly is: 'refused'; readonly says: string }
  | Known

interface Known {
  readonly is: 'known'
  readonly id: string
  /** spoken, declined, merged; or where it stood when the rehearsal was left. */
  readonly situation: string
  readonly reason: string | undefined
  readonly says: string | undefined
  /** The number of the question it was merged with. */
  readonly mergedWith: number | undefined
  readonly source: string | undefined
  readonly gates: readonly Verdict[]
  /** As it was put together; undefined: it was never answered. */
  readonly spoken: string | undefined
  readonly startedAt: Instant | undefined
  readonly endedAt: Instant | undefined
}

/** When somebody can ask. */
interface Doors {
  readonly startsAt: Instant
  readonly until: Instant
  /** The rehearsal ends there, and not the show. */
  readonly isCut: boolean
}

export interface RehearsedAudience {
  readonly putIn: PutIn
  readonly recorded: (row: AsRunRow) => void
  readonly man: (loop: Loop, account: AccountFacts, platform: Platform, open: Doors) => void
  readonly fates: (rows: readonly AsRunRow[]) => readonly RehearsedQuestion[]
}

/** As often as on air. */
const LOOK_EVERY = seconds(1)
export const NOT_ASKED = 'the model is not asked in a rehearsal'

export function rehearsedAudience(
  { questions, book, blocked }: AudienceOrders,
  clock: VirtualClock,
): RehearsedAudience {
  let desk: AudienceDesk | undefined
  let doors: Doors | undefined
  const asked = new Map<number, Asked>()
  const ask = (planned: PlannedQuestion, show: string) => {
    const { number, from, text, approvedAfter } = planned
    const id = String(number)
    const asking = { id, asker: from, name: from, text, delivery: undefined }
    const answer = desk?.ask(show, asking, undefined)
    const known = answer?.ok ? answer.foresees : undefined
    const taken = idOf(known)
    asked.set(number, { id: taken, says: answer?.says ?? '' })
    if (taken === undefined || approvedAfter === undefined) return
    // What waits for nobody by then is left as it is.
    clock.wake(after(clock.now(), approvedAfter), () => desk?.judge(taken, 'approve', OPERATOR))
  }
  const look = () => {
    desk?.look()
    clock.wake(after(clock.now(), LOOK_EVERY), look)
  }
  return {
    putIn: (script) => (desk ? desk.putIn(script) : script),
    recorded: (row) => desk?.recorded(row),
    man(loop, account, platform, open) {
      const { state } = loop
      const [programme] = Object.values(state.programmes)
      const gates = gatesOf(state, blocked)
      const platforms = new Map([[account.id, platform]])
      desk = openAudience({
        book,
        clock,
        log: SILENT,
        hashes,
        gates,
        write: (what) => what(),
        salt,
      })
      desk.man(loop, consultant({ state, platforms, model: NO_MODEL, hashes, gates, clock }))
      doors = open
      for (const one of questions) {
        const askedAt = after(open.startsAt, one.at)
        if (askedAt < open.until) clock.wake(askedAt, () => ask(one, programme?.show ?? ''))
      }
      look()
    },
    fates: (rows) =>
      questions.map((planned) => ({
        planned,
        askedAt: after(doors?.startsAt ?? clock.now(), planned.at),
        fate: fateOf(asked.get(planned.number), book, rows, asked, doors?.isCut ?? true),
      })),
  }
}

interface Asked {
  /** undefined: it was not taken in. */
  readonly id: string | undefined
  readonly says: string
}

const OPERATOR: Caller = { name: 'rehearsal', role: 'operator', scope: EVERYTHING }
/** Nobody is hidden here, and the same questions make the same log. */
const hashes = hashesWith(secret('rehearsal'))
const salt = (id: string) => createHash('sha256').update(id).digest('hex').slice(0, 32)
const SILENT = { info: () => {}, warn: () => {}, alert: () => {} }

const NO_MODEL = {
  name: 'model' as SourceName,
  ask: async () => ({ is: 'failed', says: NOT_ASKED }) as const,
}

const idOf = (foreseen: object | undefined): string | undefined =>
  foreseen && 'question' in foreseen ? String(foreseen.question) : undefined

function fateOf(
  asked: Asked | undefined,
  book: QuestionBook,
  rows: readonly AsRunRow[],
  all: ReadonlyMap<number, Asked>,
  isCut: boolean,
): Fate {
  if (!asked)
    return { is: 'not-asked', says: isCut ? 'the rehearsal had ended' : 'the show was over' }
  const row = asked.id === undefined ? undefined : book.find(asked.id)
  return row ? { ...known(row, all), ...onAir(row.id, rows) } : { is: 'refused', says: asked.says }
}

function known(
  row: QuestionRow,
  all: ReadonlyMap<number, Asked>,
): Omit<Known, 'startedAt' | 'endedAt'> {
  const texts: unknown = row.spoken === null ? undefined : JSON.parse(row.spoken)
  const into = row.situation === 'merged' ? /q[0-9a-f]{15}/.exec(row.says ?? '')?.[0] : undefined
  return {
    is: 'known',
    id: row.id,
    situation: row.situation,
    reason: row.reason ?? undefined,
    says: row.says ?? undefined,
    mergedWith: [...all].find(([, { id }]) => id !== undefined && id === into)?.[0],
    source: row.source ?? undefined,
    gates: JSON.parse(row.verdicts) satisfies readonly Verdict[],
    spoken: Array.isArray(texts) ? texts.join(' ') : undefined,
  }
}

function onAir(id: string, rows: readonly AsRunRow[]): Pick<Known, 'startedAt' | 'endedAt'> {
  const row = rows.find(({ instance }) => instance.includes(`/question:${id}/`))
  return { startedAt: row?.startedAt, endedAt: row?.startedAt && row.endedAt }
}
