import { mkdirSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { ambiguous, applied, notApplied } from '../../daemon/core/plan/outcome.js'
import { emptyState } from '../../daemon/core/plan/state.js'
import { minutes } from '../../daemon/core/time.js'
import { readAsRun } from '../../daemon/journal/as-run.js'
import { openJournal } from '../../daemon/journal/journal.js'
import { MIGRATIONS } from '../../daemon/journal/migrations.js'
import { virtualClock } from '../../daemon/run/virtual-clock.js'
import { aCue, aProgramme, at, every, following, once, start } from '../builders.js'
import { aFolder, aJournal, anEnqueue, aRecord, aTurn, NOTHING } from './a-journal.js'
import { aLoop } from './a-loop.js'

const TEN_MINUTES = [once('2026-11-23T09:00:00', minutes(10))]

describe('opening a journal', () => {
  test('an empty folder becomes a journal of the newest schema, with an empty state', () => {
    using kept = aJournal()
    expect(kept.rows('pragma user_version')).toEqual([{ user_version: MIGRATIONS.length }])
    expect(kept.journal.load()).toEqual(emptyState())
  })

  test('opening it again changes nothing', () => {
    using kept = aJournal()
    kept.journal.commit([aTurn([anEnqueue()])])
    using again = openJournal(kept.folder)
    expect(again.load()).toEqual(emptyState())
    expect(kept.rows('select count(*) as turns from turn')).toEqual([{ turns: 1 }])
  })

  test('a journal of a newer onair is refused, untouched, and the message says what to do', () => {
    using kept = aJournal()
    kept.journal[Symbol.dispose]()
    kept.tamper(`pragma user_version = ${MIGRATIONS.length + 1}; create table novelty (n integer)`)
    expect(() => openJournal(kept.folder)).toThrow(/written by a newer onair.*run the newer/s)
    expect(kept.rows('select * from novelty')).toEqual([])
    expect(kept.rows('pragma user_version')).toEqual([{ user_version: MIGRATIONS.length + 1 }])
  })

  test('folder and files are for their owner only, whatever the umask', () => {
    const umask = process.umask(0)
    try {
      using kept = aJournal()
      kept.journal.commit([aTurn()])
      const mode = (name: string) => (statSync(join(kept.folder, name)).mode & 0o777).toString(8)
      expect(mode('.')).toBe('700')
      for (const name of ['journal.db', 'journal.db-wal', 'journal.db-shm']) {
        expect([name, mode(name)]).toEqual([name, '600'])
      }
    } finally {
      process.umask(umask)
    }
  })
})

describe('a commit', () => {
  test('is one transaction: a turn that cannot be written leaves nothing of its neighbours', () => {
    using kept = aJournal()
    kept.journal.commit([aTurn([anEnqueue({ key: 'k' })])])
    const changes = { ...NOTHING, sessions: new Map([['s9' as never, 'a' as never]]) }
    const batch = [aTurn([aRecord()], undefined, changes), aTurn([anEnqueue({ key: 'k', gen: 2 })])]
    expect(() => kept.journal.commit(batch)).toThrow(/a second time/)
    expect(kept.rows('select seq from turn')).toHaveLength(1)
    expect(kept.rows('select seq from as_run')).toEqual([])
    expect(kept.journal.load()).toEqual(emptyState())
    kept.journal.commit([aTurn([aRecord()], undefined, changes)])
    expect(kept.journal.load().sessions).toEqual({ s9: 'a' })
  })

  test('load gives back the state that was committed, nothing more and nothing less', async () => {
    using kept = aJournal()
    const cues = [aCue('hi', start()), aCue('more', following('hi')), aCue('pitch', every(20))]
    const clock = virtualClock(at('08:59:50'))
    const loop = aLoop(kept, clock, [aProgramme({ cues, schedule: TEN_MINUTES })])
    await clock.passUntil(at('09:00:05'))
    loop.stop()
    const [airing] = Object.values(loop.state.airings)
    expect(airing).toMatchObject({ situation: 'on-air', takeovers: [{ situation: 'queued' }] })
    expect(kept.journal.load()).toEqual(JSON.parse(JSON.stringify(loop.state)))
  })

  test('what a turn takes out of the state is gone after the next start', () => {
    using kept = aJournal()
    const session = 's9' as never
    kept.journal.commit([
      aTurn([], undefined, { ...NOTHING, sessions: new Map([[session, 'a' as never]]) }),
      aTurn([], undefined, { ...NOTHING, sessions: new Map([[session, undefined]]) }),
    ])
    expect(kept.journal.load()).toEqual(emptyState())
  })

  test('another program reads it at once, while the journal stays open', () => {
    using kept = aJournal()
    kept.journal.commit([aTurn([aRecord({ item: 'prices' })])])
    using reader = readAsRun(kept.folder)
    expect(reader?.after(0, undefined, 10)).toMatchObject([{ item_id: 'prices' }])
  })
})

describe('the as-run log', () => {
  test('cannot be changed or deleted, not even by another program', () => {
    using kept = aJournal()
    kept.journal.commit([aTurn([aRecord()])])
    expect(() => kept.tamper("update as_run set status = 'missed'")).toThrow(/never changed/)
    expect(() => kept.tamper('delete from as_run')).toThrow(/never changed/)
    expect(kept.rows('select status from as_run')).toEqual([{ status: 'aired' }])
  })

  test('keeps planned, sent, accepted, started and ended, and what lies between', () => {
    using kept = aJournal()
    kept.journal.commit([aTurn([aRecord()])])
    expect(kept.rows('select * from as_run')[0]).toMatchObject({
      broadcast_day: '2026-11-23',
      planned_start: at('01:00:00'),
      sent_at: at('01:00:00.010'),
      accepted_at: at('01:00:00.050'),
      actual_start: at('01:00:00.250'),
      actual_end: at('01:00:08.250'),
      start_variance_ms: 250,
      actual_dur_ms: 8_000,
    })
  })

  test('a broadcast day is the day of the show’s own zone', () => {
    using kept = aJournal()
    kept.journal.commit([aTurn([aRecord({ startedAt: at('20:00:00') })])])
    expect(kept.rows('select broadcast_day from as_run')).toEqual([{ broadcast_day: '2026-11-24' }])
  })

  test('the lead of a session is no lateness', () => {
    using kept = aJournal()
    kept.journal.commit([aTurn([aRecord({ type: 'session', plannedAt: at('00:56') })])])
    expect(kept.rows('select start_variance_ms from as_run')).toEqual([{ start_variance_ms: null }])
  })

  test('of a folder without a journal there is nothing to read, and nothing is made', () => {
    using folder = aFolder()
    expect(readAsRun(join(folder.path, 'none'))).toBeUndefined()
    expect(() => statSync(join(folder.path, 'none'))).toThrow(/ENOENT/)
  })

  test('a journal that cannot be read is not taken for an empty one', () => {
    using folder = aFolder()
    mkdirSync(join(folder.path, 'data'))
    writeFileSync(join(folder.path, 'data', 'journal.db'), 'this is no database, it is a letter')
    expect(() => readAsRun(join(folder.path, 'data'))).toThrow(/not a database/)
  })
})

describe('intents', () => {
  const settled = [
    ['applied', applied(true), null],
    ['not-applied', notApplied('refused', 'the queue is full'), 'the queue is full'],
    ['ambiguous', ambiguous('no answer in 10 s'), 'no answer in 10 s'],
  ] as const

  test.each(settled)('go from intended to %s, with the reason', (state, outcome, says) => {
    using kept = aJournal()
    kept.journal.commit([aTurn([anEnqueue({ key: 'k' })])])
    expect(kept.rows('select state from intent')).toEqual([{ state: 'intended' }])
    kept.journal.commit([aTurn([], { intent: { key: 'k', outcome } })])
    expect(kept.rows('select state, says from intent')).toEqual([{ state, says }])
  })

  test('one takeover of one generation has at most one airing intent that may be heard', () => {
    using kept = aJournal()
    kept.journal.commit([aTurn([anEnqueue({ key: 'first' })])])
    expect(() => kept.journal.commit([aTurn([anEnqueue({ key: 'second' })])])).toThrow(
      /a second time/,
    )
    kept.journal.commit([aTurn([], { intent: { key: 'first', outcome: ambiguous('no answer') } })])
    expect(() => kept.journal.commit([aTurn([anEnqueue({ key: 'second' })])])).toThrow(
      /a second time/,
    )
    kept.journal.commit([aTurn([anEnqueue({ key: 'second', gen: 2 })])])
    expect(kept.rows('select key from intent')).toHaveLength(2)
  })

  test('after a call that certainly did nothing the same generation may be sent again', () => {
    using kept = aJournal()
    const refused = notApplied('never-sent', 'connection refused')
    kept.journal.commit([aTurn([anEnqueue({ key: 'first' })])])
    kept.journal.commit([aTurn([], { intent: { key: 'first', outcome: refused } })])
    kept.journal.commit([aTurn([anEnqueue({ key: 'second' })])])
    expect(kept.rows('select state from intent order by key')).toEqual([
      { state: 'not-applied' },
      { state: 'intended' },
    ])
  })

  test('those open at boot are in doubt, those settled stay as they are', () => {
    using kept = aJournal()
    kept.journal.commit([aTurn([anEnqueue({ key: 'a', takeover: 'a' })])])
    kept.journal.commit([aTurn([anEnqueue({ key: 'b', takeover: 'b' })])])
    kept.journal.commit([aTurn([], { intent: { key: 'a', outcome: applied(true) } })])
    kept.journal[Symbol.dispose]()
    using again = openJournal(kept.folder)
    expect(again.doubtOpenIntents(at('09:05'))).toBe(1)
    expect(again.doubtOpenIntents(at('09:06'))).toBe(0)
    expect(kept.rows('select key, state, settled_at from intent order by key')).toMatchObject([
      { key: 'a', state: 'applied' },
      { key: 'b', state: 'ambiguous', settled_at: at('09:05') },
    ])
  })

  test('are on the disk before their call leaves', async () => {
    using kept = aJournal()
    const clock = virtualClock(at('08:59:50'))
    const seen: unknown[] = []
    const programmes = [aProgramme({ cues: [aCue('hi', start())], schedule: TEN_MINUTES })]
    const loop = aLoop(kept, clock, programmes, ({ key }) => {
      seen.push(...kept.rows(`select type, state from intent where key = '${key}'`))
    })
    await clock.passUntil(at('09:00:05'))
    loop.stop()
    const intended = (type: string) => ({ type, state: 'intended' })
    expect(seen).toEqual([intended('open'), intended('go-live'), intended('enqueue')])
  })
})

describe('the inbox', () => {
  test('a callback is stored, unread after a crash, and done once its turn is committed', () => {
    using kept = aJournal()
    const first = kept.journal.receive('demo', '{"status":35}', at('09:00'))
    const second = kept.journal.receive('demo', 'not json', at('09:00'))
    kept.journal[Symbol.dispose]()
    using again = openJournal(kept.folder)
    expect(again.unread()).toEqual([
      { id: first, account: 'demo', body: '{"status":35}' },
      { id: second, account: 'demo', body: 'not json' },
    ])
    again.commit([aTurn([], { inbox: first })])
    again.setAside(second, at('09:01'))
    expect(again.unread()).toEqual([])
    expect(kept.rows('select body from inbox')).toHaveLength(2)
  })

  test('a callback whose turn could not be committed stays unread', () => {
    using kept = aJournal()
    const id = kept.journal.receive('demo', '{}', at('09:00'))
    kept.journal.commit([aTurn([anEnqueue()])])
    expect(() => kept.journal.commit([aTurn([anEnqueue()], { inbox: id })])).toThrow(
      /a second time/,
    )
    expect(kept.journal.unread()).toMatchObject([{ id }])
  })
})
