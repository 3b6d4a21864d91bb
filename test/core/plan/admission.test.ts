import { describe, expect, test } from 'vitest'
import { admit, speechWaiting } from '../../../daemon/core/plan/admission.js'
import { hours, minutes } from '../../../daemon/core/time.js'
import { aProgramme, aTakeoverScript, SAY } from '../../builders.js'
import { aManned, anAccount, aSession, aTakeover, NINE } from './builders.js'

describe('admission', () => {
  const item = {
    key: 'question:q1',
    source: 'question',
    by: 'viewer',
    name: undefined,
    script: aTakeoverScript({ say: SAY }),
    urgency: 'routine',
    how: 'queue',
    doubt: 'once',
    onCut: undefined,
    expires: minutes(2),
    backlog: undefined,
  } as const
  const scene = { programme: aProgramme(), account: anAccount(), now: NINE }
  const manned = () => aManned(aSession('live'), 'on-air', { takeovers: [aTakeover('speaking')] })

  test('is by seconds of speech of the same source', () => {
    let airing = manned()
    let admitted = 0
    for (; admitted < 1_000; admitted++) {
      const answer = admit(airing, { ...item, key: `question:${admitted}` }, scene)
      if (!answer.ok) {
        expect(answer.says).toContain('of speech wait already, and no more than 1m30s may')
        break
      }
      airing = answer.airing
    }
    expect(admitted).toBeGreaterThan(1)
    expect(admitted).toBeLessThan(40)
    const operator = { ...item, key: 'operator:r1', source: 'operator' } as const
    expect(admit(airing, operator, scene).ok).toBe(true)
  })

  test('takes the same item once', () => {
    const once = admit(manned(), item, scene)
    if (!once.ok) throw new Error(once.says)
    expect(admit(once.airing, item, scene)).toMatchObject({ ok: true, airing: once.airing })
  })

  test('a backlog of an hour may be allowed', () => {
    const answer = admit(manned(), { ...item, backlog: hours(1) }, scene)
    expect(answer.ok).toBe(true)
  })

  test('breaking news is never kept out', () => {
    const long = { ...item, script: aTakeoverScript({ say: SAY.repeat(40) }) } as const
    const full = admit(manned(), long, scene)
    if (!full.ok) throw new Error(full.says)
    expect(admit(full.airing, { ...long, key: 'other' }, scene).ok).toBe(false)
    const breaking = { ...long, key: 'other', urgency: 'breaking' } as const
    expect(admit(full.airing, breaking, scene).ok).toBe(true)
  })

  test('what is on air waits no more', () => {
    expect(speechWaiting(manned())).toBe(0)
    const once = admit(manned(), item, scene)
    if (!once.ok) throw new Error(once.says)
    expect(speechWaiting(once.airing, 'question')).toBeGreaterThan(0)
    expect(speechWaiting(once.airing, 'operator')).toBe(0)
  })
})
