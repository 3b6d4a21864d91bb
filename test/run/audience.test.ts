// biome-ignore-all lint/suspicious/noTemplateCurlyInString: these are the rundown's own
import { expect, test } from 'vitest'
import { hours, seconds } from '../../daemon/core/time.js'
import { ALWAYS, aCue, aProgramme, at, once, start } from '../builders.js'
import { anEvening, QUESTIONS } from './an-audience.js'

const shop = aProgramme({ show: 'shop', schedule: [ALWAYS], questions: QUESTIONS })

test('a question is answered on air, and its words stand in no turn and no row of the log', async () => {
  using evening = anEvening(shop, at('09:00'))
  await evening.world.clock.pass(seconds(5))
  expect(evening.ask('m-1', 'Zebedee')).toMatchObject({ ok: true })
  await evening.world.clock.pass(seconds(60))
  expect(evening.world.rows.filter(({ source }) => source === 'question')).toMatchObject([
    { status: 'aired', says: 'gates: question clean, name clean, answer clean (faq)' },
  ])
  expect(JSON.stringify(evening.world.rows)).not.toContain('Zebedee')
  expect(JSON.stringify(evening.world.daemon().loop.state)).not.toContain('Zebedee')
  expect(evening.rows('select situation, spoken from question')).toEqual([
    { situation: 'spoken', spoken: expect.stringContaining('Zebedee asks: When do you ship?') },
  ])
})

test('what is prepared is asked and answered with the values of the airing', async () => {
  const questions = {
    ...QUESTIONS,
    faq: [{ q: ['Who is ${host}?'], a: 'I am ${host} of this house.' }],
    otherwise: 'I do not know, says ${host}.',
  }
  const variables = { host: 'Li' }
  const schedule = [{ ...ALWAYS, variables: { host: 'Wang' } }]
  using evening = anEvening(aProgramme({ schedule, variables, questions }), at('09:00'))
  await evening.world.clock.pass(seconds(5))
  evening.ask('m-1', 'Ann', 'Who is Wang?')
  evening.ask('m-2', 'Bob', 'What does the ${host} cost?')
  await evening.world.clock.pass(seconds(90))
  expect(evening.rows('select spoken from question order by id')).toEqual(
    expect.arrayContaining([
      { spoken: '["Ann asks: Who is Wang? I am Wang of this house."]' },
      { spoken: '["Bob asks: What does the ${host} cost? I do not know, says Wang."]' },
    ]),
  )
})

test('the same id is one question, however often it comes', async () => {
  using evening = anEvening(shop, at('09:00'))
  await evening.world.clock.pass(seconds(5))
  evening.ask('m-1', 'Ann')
  expect(evening.ask('m-1', 'Ann')).toMatchObject({ ok: true, repeated: true })
  await evening.world.clock.pass(seconds(60))
  expect(evening.world.rows.filter(({ source }) => source === 'question')).toHaveLength(1)
})

/** Seconds of it, 17 questions each; `npm run nightly` asks ten thousand. */
const FLOOD = Number(process.env.FLOOD ?? 90)

test(`a flood of ${FLOOD * 17} delays no cue beyond its grace and starves nobody`, async () => {
  const grace = seconds(5)
  const hard = { kind: 'hard', grace } as const
  const cues = Array.from({ length: Math.floor(FLOOD / 60) }, (_, n) =>
    aCue(`bell-${n}`, start(60 * (n + 1)), { start: hard }),
  )
  const show = aProgramme({
    schedule: [once('2026-11-23T09:00:00', hours(1))],
    cues,
    questions: {
      ...QUESTIONS,
      faq: [{ q: ['ship'], a: 'We ship on the next working day. '.repeat(4) }],
    },
  })
  using evening = anEvening(show, at('08:55'))
  const { clock, rows } = evening.world
  await clock.pass(seconds(310))
  // All of one person; one other asks once, in the midst of it.
  for (let second = 0; second < FLOOD; second++) {
    for (let n = 0; n < 17; n++)
      evening.ask(`t-${second}-${n}`, 'troll', `${words(second * 17 + n)} ship?`)
    if (second === Math.floor(FLOOD / 2)) evening.ask('a-1', 'Ann', 'Please ship!')
    await clock.pass(seconds(1))
  }
  await clock.pass(seconds(60))
  const late = rows
    .filter(({ item }) => item?.startsWith('bell'))
    .map(({ item, plannedAt = 0, startedAt = Number.POSITIVE_INFINITY }) => [
      item,
      startedAt - plannedAt,
    ])
  expect(late).toHaveLength(cues.length)
  // A look at the queue, two seconds, is how late its beginning may be seen.
  for (const [, by] of late) expect(by).toBeLessThanOrEqual(grace + seconds(2))
  const [ann] = evening.rows(
    "select situation, asked_at, ended_at from question where name = 'Ann'",
  )
  expect(ann).toMatchObject({ situation: 'spoken' })
  expect(Number(ann?.ended_at) - Number(ann?.asked_at)).toBeLessThan(seconds(120))
  // All of them are kept with what became of them, and none waits for ever.
  expect(evening.rows('select count(*) as n from question')).toEqual([{ n: FLOOD * 17 + 1 }])
  const waiting = evening.rows('select count(*) as n from question where state is not null')
  expect(Number(waiting[0]?.n)).toBeLessThan(20)
}, 600_000)

/** Different every time, so that they are not one question. */
const words = (n: number) =>
  Array.from(
    { length: 6 },
    (_, at) => `${((n + 1) * (at + 7)).toString(36).replaceAll(/\d/g, 'x')}qw`,
  ).join(' ')
