import { describe, expect, test } from 'vitest'
import { doubtDueAt, judge } from '../../../daemon/core/plan/judge.js'
import type { Takeover } from '../../../daemon/core/plan/takeover.js'
import { hear } from '../../../daemon/core/plan/takeover-progress.js'
import { type Instant, NEVER } from '../../../daemon/core/time.js'
import { at } from '../../builders.js'
import { aTakeover, past } from './builders.js'

describe('what time alone does', () => {
  test('waiting until it is too late: skipped', () => {
    const waiting = aTakeover('waiting', { expiresAt: past(60) })
    expect(judge(waiting, past(59))).toBe(waiting)
    expect(judge(waiting, past(60))).toMatchObject({ status: 'skipped', reason: 'EXPIRED' })
  })

  test('in doubt for forty seconds: left at that', () => {
    const watch = { seenAt: past(40), whole: false }
    const read = { ...aTakeover('in-doubt'), watch }
    expect(judge(read, past(39)).situation).toBe('in-doubt')
    expect(judge(read, past(40))).toMatchObject({
      status: 'aired_unconfirmed',
      reason: 'IN_DOUBT_AFTER_CRASH',
    })
    const never = { ...aTakeover('in-doubt', { doubt: 'never-twice' }), watch }
    expect(judge(never, past(40)).situation).toBe('unknown')
  })

  test('nothing is given up before the queue was read once more, or cannot be for two minutes', () => {
    const unread = aTakeover('in-doubt')
    expect(judge(unread, past(119)).situation).toBe('in-doubt')
    expect(doubtDueAt(unread)).toBe(past(120))
    expect(judge(unread, past(120)).situation).toBe('unknown')
    expect(doubtDueAt({ ...unread, watch: { seenAt: past(41), whole: true } })).toBe(past(40))
  })

  test('not by time alone while the platform accepts no heartbeat: the session may be over', () => {
    const unread = aTakeover('in-doubt')
    expect(judge(unread, past(600), [], 'silent')).toBe(unread)
    expect(doubtDueAt(unread, 'silent')).toBe(NEVER)
    const read = { ...unread, watch: { seenAt: past(41), whole: false } }
    expect(judge(read, past(40), [], 'silent').situation).toBe('unknown')
  })

  test('in preparation for a minute: failed, if the queue was read all the time and it never stood there', () => {
    const read = { watch: { seenAt: past(58), whole: true } }
    const preparing = { ...aTakeover('preparing'), ...read }
    expect(judge(preparing, past(59)).situation).toBe('preparing')
    expect(judge(preparing, past(60))).toMatchObject({ status: 'failed' })
    const unread = { ...preparing, watch: { seenAt: past(58), whole: false } }
    expect(judge(unread, past(60))).toMatchObject({
      status: 'aired_unconfirmed',
      reason: 'MEDIA_INVALID',
    })
  })

  test('nothing else', () => {
    for (const situation of ['sent', 'queued', 'speaking', 'spoken'] as const) {
      const takeover = aTakeover(situation)
      expect(judge(takeover, at('23:00'))).toBe(takeover)
    }
  })
})

describe('sent once more', () => {
  test('anything but never-twice, if the queue was watched without a gap', () => {
    const watched = (seen: number, whole: boolean, more: Parameters<typeof aTakeover>[1] = {}) =>
      judge({ ...aTakeover('in-doubt', more), watch: { seenAt: past(seen), whole } }, past(44))
    expect(watched(40, true)).toMatchObject({ situation: 'waiting', gen: 2, sentAgain: 'watched' })
    expect(watched(39.9, true).situation).toBe('in-doubt')
    expect(watched(43, false).situation).toBe('unknown')
    expect(watched(43, true, { doubt: 'never-twice' }).situation).toBe('unknown')
    expect(watched(43, true, { expiresAt: past(44) }).situation).toBe('unknown')
    expect(watched(43, true, { gen: 2 }).situation).toBe('unknown')
  })

  test('what must air: again and again where its queue is read, once where nobody would see it', () => {
    const must = (gen: number, seen: number) => {
      const doubted = aTakeover('in-doubt', { doubt: 'must', gen, expiresAt: past(600) })
      return judge({ ...doubted, watch: { seenAt: past(seen), whole: false } }, past(120))
    }
    expect(must(1, 41)).toMatchObject({ situation: 'waiting', gen: 2 })
    expect(must(7, 41)).toMatchObject({ situation: 'waiting', gen: 8 })
    expect(must(8, 41).situation).toBe('unknown')
    expect(must(1, 1)).toMatchObject({ situation: 'waiting', gen: 2 })
    expect(must(2, 1).situation).toBe('unknown')
  })

  test('what must air, if the platform failed to prepare it', () => {
    const must = { doubt: 'must', expiresAt: past(600) } as const
    const failed = { situation: 'waiting', gen: 2, sentAgain: 'failed' }
    const said = {
      ...aTakeover('failed', must),
      acceptedAt: past(2),
      startedAt: undefined,
    } as Takeover
    expect(judge(said, past(9))).toMatchObject(failed)
    expect(judge({ ...said, gen: 4 }, past(9)).situation).toBe('failed')
    const preparing = { ...aTakeover('preparing', must), watch: { seenAt: past(58), whole: true } }
    expect(judge(preparing, past(60))).toMatchObject(failed)
  })

  test('never what cuts in past the queue: no list would have shown it', () => {
    const cutIn = {
      ...aTakeover('in-doubt', { how: 'interrupt' }),
      watch: { seenAt: past(43), whole: true },
    }
    expect(judge(cutIn, past(44)).situation).toBe('unknown')
  })
})

describe('the queue is watched', () => {
  const unlisted = (takeover: Takeover, askedAt: Instant) =>
    hear(takeover, { type: 'unlisted', askedAt }, askedAt)
  const whole = (takeover: Takeover) => 'watch' in takeover && takeover.watch?.whole

  test('while no two readings are further apart than the shortest speech', () => {
    let takeover: Takeover = aTakeover('sent')
    for (const second of [3, 7, 11]) takeover = unlisted(takeover, past(second))
    expect(whole(takeover)).toBe(true)
    expect(whole(unlisted(takeover, past(15.1)))).toBe(false)
  })

  test('a gap is never made good', () => {
    const torn = unlisted(aTakeover('in-doubt'), past(5))
    expect(whole(unlisted(torn, past(6)))).toBe(false)
  })

  test('an id that nobody knows may be it: the certificate is void', () => {
    expect(whole(hear(aTakeover('sent'), { type: 'unsure' }, past(1)))).toBe(false)
  })

  test('a restart is a gap', () => {
    expect(whole(hear(aTakeover('sent'), { type: 'woke' }, past(1)))).toBe(false)
  })

  test('a reading asked for before it was sent says nothing', () => {
    expect(unlisted(aTakeover('sent'), past(-9))).toEqual(aTakeover('sent'))
  })
})
