/** Signed questions at the daemon's own door: how many, and with which keys. */
import { describe, expect, test } from 'vitest'
import type { Asked } from '../../daemon/console/questions.js'
import { INTAKE_BURST, INTAKE_PER_SECOND, questionRoom } from '../../daemon/console/questions.js'
import { after, type Instant, seconds } from '../../daemon/core/time.js'
import { secret } from '../../daemon/secret.js'
import { at } from '../builders.js'
import { signedQuestion } from '../signed-question.js'
import { aDoor } from './a-console.js'

const OLD = 'canary-old-key-0123456789abcdef'
const NEW = 'whsec_Y2FuYXJ5LW5ldy1rZXktMDEyMzQ1Njc4OQ=='
const STRANGER = 'canary-of-somebody-else-01234567'

/** A door with these keys, by a clock of the test. */
async function anIntake(...keys: readonly string[]) {
  const asked: Asked[] = []
  let now: Instant = at('20:00')
  const door = await aDoor({
    questions: questionRoom({
      audience: {
        ask: (_, one) => {
          asked.push(one)
          return { ok: true, says: 'asked it is' }
        },
        judge: () => ({ ok: true, says: '' }),
        list: () => [],
        forget: () => ({ ok: true, says: '' }),
      },
      keys: keys.map((key) => secret(key)),
      now: () => now,
    }),
  })
  let count = 0
  const send = async (...by: readonly string[]) => {
    const question = { asker: 'u-1', name: 'Ann', text: 'When do you ship?' }
    const answer = await door.fetch(
      '/api/v1/airings/shop/questions',
      signedQuestion(`m-${count++}`, question, now, ...by),
    )
    return {
      status: answer.status,
      wait: answer.headers.get('retry-after'),
      body: await answer.json(),
    }
  }
  return {
    asked,
    send,
    /** How many of so many had this status. */
    many: async (status: number, times: number, ...by: readonly string[]) => {
      const answers = await Promise.all(Array.from({ length: times }, () => send(...by)))
      return answers.filter((answer) => answer.status === status).length
    },
    pass: (n: number) => {
      now = after(now, seconds(n))
    },
    [Symbol.asyncDispose]: () => door[Symbol.asyncDispose](),
  }
}

describe('too many at once', () => {
  test('are told to wait, reach nobody, and are heard again a second later', async () => {
    await using intake = await anIntake(OLD)
    expect(await intake.many(200, INTAKE_BURST, OLD)).toBe(INTAKE_BURST)
    expect(await intake.send(OLD)).toMatchObject({
      status: 429,
      wait: '1',
      body: { ok: false, code: 'too-many' },
    })
    expect(intake.asked).toHaveLength(INTAKE_BURST)
    intake.pass(1)
    expect(await intake.many(200, INTAKE_PER_SECOND + 10, OLD)).toBe(INTAKE_PER_SECOND)
  })

  test('that are not signed keep nobody out who can sign', async () => {
    await using intake = await anIntake(OLD)
    expect(await intake.many(401, INTAKE_BURST, STRANGER)).toBe(INTAKE_BURST)
    expect(await intake.send(STRANGER)).toMatchObject({ status: 429, wait: '1' })
    expect(await intake.send(OLD)).toMatchObject({ status: 200 })
    expect(intake.asked).toHaveLength(1)
  })
})

describe('a key is replaced by another', () => {
  test('both are good meanwhile, also side by side in one message', async () => {
    await using intake = await anIntake(OLD, NEW)
    expect(await intake.send(OLD)).toMatchObject({ status: 200 })
    expect(await intake.send(NEW)).toMatchObject({ status: 200 })
    expect(await intake.send(STRANGER, NEW)).toMatchObject({ status: 200 })
    expect(await intake.send(STRANGER)).toMatchObject({ status: 401 })
    expect(intake.asked).toHaveLength(3)
  })

  test('the one that was taken out opens nothing any more', async () => {
    await using intake = await anIntake(NEW)
    const refused = await intake.send(OLD)
    expect(refused).toMatchObject({ status: 401, body: { ok: false } })
    expect(JSON.stringify(refused.body)).not.toContain('canary')
    expect(await intake.send(NEW)).toMatchObject({ status: 200 })
    expect(intake.asked).toHaveLength(1)
  })
})
