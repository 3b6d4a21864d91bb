/** What is on the modelled disk, what a commit makes of it, and what its tables refuse. */
import { type Guarded, isGuarded, type Resolve } from '../../daemon/core/plan/actions.js'
import type { AsRunRow } from '../../daemon/core/plan/as-run.js'
import type { Turn } from '../../daemon/core/plan/events.js'
import { emptyState, type State, settle } from '../../daemon/core/plan/state.js'
import type { Instant } from '../../daemon/core/time.js'
import type { Untold } from '../../daemon/journal/alerts.js'
import type { TakenTurn } from '../../daemon/journal/journal.js'
import { RefusedCall } from '../../daemon/journal/refused-call.js'
import { RESOLVED_TYPES } from '../../daemon/journal/writer.js'

export interface Intent {
  readonly action: Guarded
  /** When it was committed. */
  readonly at: number
  state: 'intended' | 'applied' | 'not-applied' | 'ambiguous'
  /** What became of it, where its answer does not say. */
  resolved: Resolve['how'] | undefined
}

export interface Disk {
  state: State
  readonly turns: Turn[]
  lastAt: Instant | undefined
  readonly rows: AsRunRow[]
  readonly intents: Map<string, Intent>
  /** Keys of those of which nobody knows yet what became of them. */
  readonly open: Set<string>
  /** Takeover and generation of every airing call that was not refused. */
  readonly airs: Map<string, string>
  /** Of the last commit: those before it have been told. */
  alerts: Untold[]
  readonly inbox: Map<number, { readonly account: string; readonly body: string; done: boolean }>
}

/** As if a mistake had sent it before; the journal has it, whoever comes. */
export interface Refused {
  readonly next: Map<string, boolean>
  readonly airs: Set<string>
}

/** What the tables' own rules refuse; nothing of the commit is kept then. */
export function refuse(
  { intents, airs }: Disk,
  turns: readonly TakenTurn[],
  refused: Refused,
): void {
  const keys = new Set<string>()
  const airing = new Set<string>()
  for (const { decision } of turns) {
    for (const action of decision.actions) {
      if (!isGuarded(action)) continue
      if (intents.has(action.key) || keys.has(action.key)) throw new Twice(`intent ${action.key}`)
      keys.add(action.key)
      const air = airOf(action)
      if (air === undefined || action.class !== 'airing') continue
      const always = refused.next.get(action.airing)
      if (always) refused.airs.add(air)
      if (refused.next.delete(action.airing) || refused.airs.has(air))
        throw new RefusedCall(action.airing, action.key, 'SQLITE_CONSTRAINT')
      if (airs.has(air) || airing.has(air)) throw new Twice(`to air ${air}`)
      airing.add(air)
    }
  }
}

export class Twice extends Error {
  override readonly name = 'Twice'
}

const airOf = (action: Guarded): string | undefined =>
  action.class === 'airing' ? `${action.takeover}/${action.gen}` : undefined

export function keep(
  disk: Disk,
  { turn, decision, receipt }: TakenTurn,
  at: number = turn.now,
): void {
  settle(disk.state, decision.changes)
  if (receipt?.intent) settleIntent(disk, receipt.intent.key, receipt.intent.outcome.is)
  for (const action of decision.actions) {
    if (action.type === 'record') disk.rows.push(action.row)
    if (action.type === 'tell' && action.level === 'alert')
      disk.alerts.push({ at: turn.now, airing: action.airing, says: action.says })
    if (action.type === 'resolve') resolve(disk, action)
    if (!isGuarded(action)) continue
    disk.intents.set(action.key, { action, at, state: 'intended', resolved: undefined })
    disk.open.add(action.key)
    const air = airOf(action)
    if (air !== undefined) disk.airs.set(air, action.key)
  }
  if (receipt?.inbox !== undefined) take(disk, receipt.inbox)
}

/** As the writer of the real journal does it. */
function resolve(
  { intents, open }: Disk,
  { airing, of, takeover, gen, session, how }: Resolve,
): void {
  for (const key of open) {
    const intent = intents.get(key)
    if (!intent) continue
    const { action } = intent
    if (!RESOLVED_TYPES[of].includes(action.type) || airingOf(action) !== airing) continue
    if (takeover !== undefined && !isOf(action, takeover, gen)) continue
    if (session !== undefined && !('session' in action && action.session === session)) continue
    intent.resolved = how
    open.delete(key)
  }
}

/** A stranger's session is nobody's. */
const airingOf = (action: Guarded) => ('airing' in action ? action.airing : undefined)

const isOf = (action: Guarded, takeover: string, gen: number | undefined): boolean =>
  'takeover' in action && action.takeover === takeover && action.gen === gen

function settleIntent({ intents, open, airs }: Disk, key: string, is: Intent['state']): void {
  const intent = intents.get(key)
  if (!intent) return
  intent.state = is
  if (is !== 'ambiguous') open.delete(key)
  const air = airOf(intent.action)
  if (is === 'not-applied' && air !== undefined && airs.get(air) === key) airs.delete(air)
}

export const take = ({ inbox }: Disk, id: number): void => {
  const callback = inbox.get(id)
  if (callback) callback.done = true
}

export const emptyDisk = (): Disk => ({
  state: emptyState(),
  turns: [],
  lastAt: undefined,
  rows: [],
  intents: new Map(),
  open: new Set(),
  airs: new Map(),
  alerts: [],
  inbox: new Map(),
})

export const copyOf = ({
  state,
  turns,
  lastAt,
  rows,
  intents,
  open,
  airs,
  alerts,
  inbox,
}: Disk): Disk => ({
  state: JSON.parse(JSON.stringify(state)),
  turns: [...turns],
  lastAt,
  rows: [...rows],
  intents: new Map([...intents].map(([key, intent]) => [key, { ...intent }])),
  open: new Set(open),
  airs: new Map(airs),
  alerts: [...alerts],
  inbox: new Map([...inbox].map(([id, callback]) => [id, { ...callback }])),
})
