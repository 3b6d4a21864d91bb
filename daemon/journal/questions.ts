/**
 * The audience's questions on disk: the only place where a viewer's words and names stand. What is forgotten or too old
 * is overwritten on the disk, not only marked as gone; the chained logs know hashes, and stay whole.
 */
import type { Verdict } from '../core/ask/question.js'
import type { Instant } from '../core/time.js'
import type { Db } from './database.js'

/** A row as it stands. */
export interface QuestionRow {
  readonly seq: number
  readonly id: string
  readonly airing: string
  readonly asker: string | null
  readonly name: string | null
  readonly text: string | null
  readonly answer: string | null
  readonly spoken: string | null
  readonly salt: string | null
  readonly asked_at: number
  readonly state: string | null
  readonly situation: string
  readonly reason: string | null
  readonly says: string | null
  readonly source: string | null
  readonly verdicts: string
  readonly others: number
  readonly ended_at: number | null
}

export interface NewQuestion {
  readonly id: string
  readonly airing: string
  readonly asker: string
  readonly nameHash: string
  readonly name: string
  readonly text: string
  readonly salt: string
  readonly askedAt: Instant
  readonly delivery: string | undefined
}

export interface QuestionNews {
  readonly id: string
  /** JSON while it is open; undefined: it is over. */
  readonly state: string | undefined
  readonly situation: string
  readonly reason?: string | undefined
  readonly says?: string | undefined
  readonly source?: string | undefined
  readonly verdicts: readonly Verdict[]
  readonly others: number
  readonly endedAt?: Instant | undefined
}

export interface QuestionBook {
  /** All of it or nothing, durable when it returns. */
  readonly together: <T>(what: () => T) => T
  readonly put: (question: NewQuestion) => void
  readonly update: (news: QuestionNews) => void
  readonly answered: (id: string, answer: string, spoken: readonly string[]) => void
  readonly find: (id: string) => QuestionRow | undefined
  /** The question a message brought that came before. */
  readonly delivered: (delivery: string) => string | undefined
  /** Those that are not over, of all airings. */
  readonly open: () => readonly QuestionRow[]
  /** Of airings whose id begins so: the last ones that were asked since then and let in, oldest first. */
  readonly recent: (airing: string, since: Instant) => readonly QuestionRow[]
  /** What whoever has one of these hashes asked. */
  readonly of: (hashes: readonly string[]) => readonly string[]
  /** What became of its takeover, if the as-run log has it. */
  readonly asRun: (
    instance: string,
  ) => { readonly status: string; readonly remark: string | null } | undefined
  readonly list: (
    airing: string | undefined,
    after: number,
    limit: number,
  ) => readonly QuestionRow[]
  /** Of one who asked, by either hash: words and names are gone when it returns. How many there were. */
  readonly forget: (hashes: readonly string[], at: Instant) => number
  /** One small step: what was asked before then goes; answers whether there is more. */
  readonly prune: (before: Instant) => boolean
}

/** Looked through for who asked how often. */
const RECENT_MAX = 1_000
/** Rows of a prune step: a few milliseconds. */
const PRUNE_MAX = 200

export function questionBook(db: Db): QuestionBook {
  const put = db.prepare(
    `insert into question
       (id, airing, asker, name_hash, name, text, salt, asked_at, situation, verdicts, delivery)
     values (@id, @airing, @asker, @nameHash, @name, @text, @salt, @askedAt, 'asked', '[]', @delivery)`,
  )
  const update = db.prepare(
    `update question set state = @state, situation = @situation, reason = @reason, says = @says,
       source = coalesce(@source, source), verdicts = @verdicts, others = @others, ended_at = @endedAt
     where id = @id`,
  )
  const answered = db.prepare('update question set answer = ?, spoken = ? where id = ?')
  const find = db.prepare<[string], QuestionRow>('select * from question where id = ?')
  const delivered = db.prepare<[string], { id: string }>(
    'select id from question where delivery = ?',
  )
  const list = db.prepare<{ airing: string; after: number; limit: number }, QuestionRow>(
    `select * from question where seq > @after and substr(airing, 1, length(@airing)) = @airing
     order by seq limit @limit`,
  )
  const recent = db.prepare<{ airing: string; since: number; limit: number }, QuestionRow>(
    `select * from question indexed by question_by_age
     where asked_at > @since and substr(airing, 1, length(@airing)) = @airing and asker is not null
       and situation <> 'merged' and coalesce(reason, '') not in
         ('BLOCKED', 'ASKED_TOO_OFTEN', 'BACKLOG', 'NOT_ON_AIR', 'ANSWERED_ALREADY')
     order by asked_at desc, seq desc limit @limit`,
  )
  const of = db.prepare<{ hash: string }, { id: string }>(
    'select id from question where asker = @hash or name_hash = @hash',
  )
  const asRun = db.prepare<[string], { status: string; remark: string | null }>(
    "select status, remark from as_run where instance_id = ? and type = 'takeover' order by seq desc limit 1",
  )
  const redact = db.prepare(
    `update question set name = null, name_hash = null, asker = null, text = null, answer = null,
       spoken = null, salt = null, state = null, says = null,
       reason = case when ended_at is null then 'FORGOTTEN' else reason end,
       situation = case when ended_at is null then 'declined' else situation end,
       ended_at = coalesce(ended_at, @at)
     where asker = @hash or name_hash = @hash`,
  )
  // Whatever the clock was set to: what is open has its verdict first.
  const drop = db.prepare(
    `delete from question where seq in
       (select seq from question where asked_at < ? and state is null order by asked_at limit ?)`,
  )
  /** Here pages that fall free are overwritten too: they may hold words. */
  const clean = <T>(what: () => T): T => {
    db.pragma('secure_delete = ON')
    try {
      return what()
    } finally {
      db.pragma('secure_delete = FAST')
    }
  }
  /** And what stands in the write-ahead log besides. */
  const erasing = <T>(what: () => T): T => {
    const done = clean(what)
    db.pragma('wal_checkpoint(TRUNCATE)')
    return done
  }
  return {
    together: (what) => clean(() => db.transaction(what)()),
    put: ({ delivery, ...rest }) => void put.run({ ...rest, delivery: delivery ?? null }),
    update: ({ verdicts, ...rest }) =>
      void update.run({
        state: null,
        reason: null,
        says: null,
        source: null,
        endedAt: null,
        ...defined(rest),
        verdicts: JSON.stringify(verdicts),
      }),
    answered: (id, answer, spoken) => void answered.run(answer, JSON.stringify(spoken), id),
    find: (id) => find.get(id),
    delivered: (delivery) => delivered.get(delivery)?.id,
    open: () =>
      db
        .prepare<[], QuestionRow>('select * from question where state is not null order by seq')
        .all(),
    recent: (airing, since) => recent.all({ airing, since, limit: RECENT_MAX }).reverse(),
    of: (hashes) => hashes.flatMap((hash) => of.all({ hash }).map(({ id }) => id)),
    asRun: (instance) => asRun.get(instance),
    list: (airing, after, limit) => list.all({ airing: airing ?? '', after, limit }),
    forget: (hashes, at) =>
      erasing(() =>
        db.transaction(() =>
          hashes.reduce((sum, hash) => sum + redact.run({ hash, at }).changes, 0),
        )(),
      ),
    prune(before) {
      const some = db
        .prepare<[number], { seq: number }>(
          'select seq from question where asked_at < ? and state is null limit 1',
        )
        .get(before)
      return some !== undefined && erasing(() => drop.run(before, PRUNE_MAX).changes === PRUNE_MAX)
    },
  }
}

const defined = (values: object) =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined))
