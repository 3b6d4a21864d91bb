import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { type Flags, runRehearse } from '../../daemon/commands/rehearse.js'
import { minutes } from '../../daemon/core/time.js'
import { at } from '../builders.js'
import { heardOutput } from '../help/output.js'
import { withCues } from '../help/written-rundown.js'

const folder = mkdtempSync(join(tmpdir(), 'onair-rehearse-questions-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const NEWS = 'cue: news, at: +5m, say: And here is the news of this very day.'
const TEMPLATE = '$' + '{asker} asks: $' + '{question} $' + '{answer}'
const FAQ = 'faq: [{ q: [When do you ship?], a: We ship on the next working day. }]'
const BLOCK = `questions:
  ${FAQ}
  library: qa-7f3a
  answer: "${TEMPLATE}"
  perAsker: 2 per 5m
  blocked: [refund fraud]
`

function file(name: string, text: string): string {
  const path = join(folder, name)
  writeFileSync(path, text)
  return path
}

const evening = (block = BLOCK) => file('evening.yaml', `${withCues(NEWS)}${block}`)

async function onair(rundown: string, questions: string, more: Partial<Flags> = {}) {
  const output = heardOutput()
  const usual: Flags = {
    at: '2026-11-21T12:00',
    for: minutes(10),
    seed: 1,
    faults: '',
    timezone: 'UTC',
    format: 'table',
    questions: file('evening.questions.yaml', questions),
  }
  const code = await runRehearse([rundown], { ...usual, ...more }, at('12:00'), output)
  return { code, ...output.heard }
}

interface Told {
  readonly [key: string]: unknown
}

async function fates(rundown: string, questions: string, more: Partial<Flags> = {}) {
  const { result } = await onair(rundown, questions, { ...more, format: 'json' })
  return JSON.parse(result) as { readonly questions: readonly Told[]; readonly rows: Told[] }
}

const ANN = '- { at: 00:01:00, from: Ann, text: When do you ship? }\n'

test('a prepared answer airs as on air, at its time, and the log has its line', async () => {
  const { questions, rows } = await fates(evening(), ANN)
  expect(questions).toMatchObject([
    {
      number: 1,
      asked: '2026-11-21T20:01:00.000+08:00',
      situation: 'spoken',
      source: 'faq',
      answer: 'Ann asks: When do you ship? We ship on the next working day.',
      started: expect.stringMatching(/T20:01:00\.\d\d\d/),
    },
  ])
  const answers = rows.filter(({ title }) => String(title).startsWith('question'))
  expect(answers).toMatchObject([{ status: 'aired', started: questions[0]?.started }])
})

test('the library is that of the stand-in; gates, limits and likeness decide as on air', async () => {
  const { result } = await onair(
    evening(),
    `${ANN}- { at: 00:01:01, from: Bob, text: "when do you ship, please?" }
- { at: +2m, from: Troll, text: a refund fr4ud is what this is }
- { at: 00:03:00, from: Cy, text: What is the price today? }
- { at: 00:04:00, from: Di, text: What is the meaning of life? }
- { at: 00:04:10, from: Di, text: Is there a discount at all? }
- { at: 00:04:20, from: Di, text: Which size is the right one? }
- { at: 00:45:00, from: Eve, text: Anybody there still? }
`,
  )
  const lines = result.split('\n').filter((line) => /^\d +\d\d:/.test(line))
  expect(lines.map((line) => line.split(/ {2,}/).slice(2))).toEqual([
    ['Ann', 'spoken', 'faq', '20:01:00', 'When do you ship?', expect.stringMatching(/^Ann asks/)],
    ['Bob', 'merged with 1', 'when do you ship, please?', 'it is nearly the same'],
    [
      'Troll',
      'declined BLOCKED',
      'a refund fr4ud is what this is',
      expect.stringContaining('question: blocked "refund fraud"'),
    ],
    ['Cy', 'spoken', 'library', '20:03:00', 'What is the price today?', expect.anything()],
    [
      'Di',
      'declined NO_ANSWER',
      'library',
      'What is the meaning of life?',
      'library knows no answer',
    ],
    ['Di', 'spoken', 'library', '20:04:10', 'Is there a discount at all?', expect.anything()],
    ['Di', 'declined ASKED_TOO_OFTEN', 'Which size is the right one?', 'see perAsker'],
    ['Eve', 'not asked', 'Anybody there still?', 'the rehearsal had ended'],
  ])
})

test('a chat model is not asked, and it is said what comes of it', async () => {
  const modelled = BLOCK.replace('faq:', 'sources: [faq, model]\n  faq:')
  const why = '- { at: 00:01:00, from: Ann, text: Why is the sky so blue today? }\n'
  const declined = await onair(evening(modelled), why)
  expect(declined.result).toMatch(/declined ANSWER_FAILED +model .*the model is not asked/)
  expect(declined.result).toContain('what comes to it is declined (ANSWER_FAILED)')
  const otherwise = `${modelled}  otherwise: That I do not know yet.\n`
  const said = await onair(evening(otherwise), why)
  expect(said.result).toMatch(/spoken +otherwise +20:01:00 .*That I do not know yet\./)
  expect(said.result).toContain('what comes to it is answered with "otherwise"')
})

test('nobody approves in a rehearsal: the rundown says what happens then', async () => {
  const strict = `${BLOCK}  approve: operator\n  approveWithin: 1m\n`
  const late = await onair(evening(strict), ANN)
  expect(late.result).toContain('declined APPROVAL_LATE')
  expect(late.result).toContain('after 1m it is declined')
  const lenient = await onair(evening(`${strict}  unapproved: air\n`), ANN)
  expect(lenient.result).toMatch(/spoken +faq +20:02:00/)
})

test('where the file says so the desk approves, and only that', async () => {
  const strict = evening(`${BLOCK}  approve: operator\n  approveWithin: 1m\n`)
  const asked = `- { at: 00:01:00, from: Ann, text: When do you ship?, approvedAfter: 12s }
- { at: 00:03:00, from: Bob, text: What is the price today?, approvedAfter: 2m }
- { at: 00:05:00, from: Cy, text: Is there a discount at all? }
`
  const { result } = await onair(strict, asked)
  expect(result).toMatch(/Ann +spoken +faq +20:01:12/)
  expect(result).toMatch(/Bob +declined APPROVAL_LATE/)
  expect(result).toMatch(/Cy +declined APPROVAL_LATE/)
  expect(result).toContain('(approvedAfter); else after 1m it is declined')
  const free = await onair(evening(), asked)
  expect(free.result).toMatch(/Ann +spoken +faq +20:01:00/)
  expect(free.result).toContain('approvedAfter changes nothing')
})

test('what would be asked when the rehearsal or the show is over is not asked, and it is said why', async () => {
  const asked = '- { at: 00:09:59, from: Ann, text: When do you ship? }\n'
  const late = `${asked}- { at: +10m, from: Bob, text: What is the price today? }\n`
  const cut = await fates(evening(), late)
  expect(cut.questions).toMatchObject([
    { situation: expect.not.stringMatching('not-asked') },
    { situation: 'not-asked', says: 'the rehearsal had ended' },
  ])
  const short = file('short.yaml', `${withCues(NEWS)}${BLOCK}`.replace('2h', '10m'))
  const over = await fates(short, late, { for: minutes(30) })
  expect(over.questions[1]).toMatchObject({ situation: 'not-asked', says: 'the show was over' })
})

test('the station’s blocked words are blocked here, too', async () => {
  file('blocked.txt', 'ship\n')
  const config = file(
    'config.yaml',
    'accounts: { main: { platform: softsugar, standIn: true } }\nquestions: { blocked: blocked.txt }\n',
  )
  const { questions } = await fates(evening(), ANN, { config })
  expect(questions).toMatchObject([{ situation: 'declined', reason: 'BLOCKED' }])
})

test('in bad weather one seed makes one log, to the byte', async () => {
  const many = Array.from(
    { length: 20 },
    (_, n) => `- { at: +${n * 20}s, from: V${n % 5}, text: ${WORDS[n % 4]} number ${n} price? }\n`,
  ).join('')
  const stormy = { faults: 'lose-answers=0.3,lose-callbacks=0.3', seed: 7, format: 'csv' } as const
  const twice = [await onair(evening(), many, stormy), await onair(evening(), many, stormy)]
  expect(twice[0]?.code).toBe(0)
  expect(twice[0]?.result).toContain('question:q')
  expect(twice[0]).toEqual(twice[1])
})

const WORDS = ['apple pear', 'chair table', 'winter coat', 'green lamp']

test('a show without questions, and a bad file, are refused with a reason and a place', async () => {
  expect(await onair(evening(''), ANN)).toMatchObject({
    code: 1,
    result: '',
    trouble: expect.stringContaining('takes no questions: it has no block "questions"'),
  })
  expect((await onair(evening(), ANN, { diff: true })).code).toBe(2)
  const missing = await onair(evening(), '', { questions: join(folder, 'nowhere.yaml') })
  expect(missing).toMatchObject({ code: 1, trouble: expect.stringContaining('nowhere.yaml') })
  const path = join(folder, 'evening.questions.yaml')
  const told = async (text: string) => {
    const { code, result, trouble } = await onair(evening(), text)
    expect([code, result]).toEqual([1, ''])
    return trouble.replaceAll(path, 'q.yaml')
  }
  expect(await told(BAD)).toBe(BAD_SAYS)
  expect(await told('')).toContain('q.yaml:1:1')
  expect(await told('questions: []\n')).toContain('every question begins with "- "')
  expect(await told('- { at: 1s, from: Ann, text: "open }\n')).toContain('is not closed')
})

const BAD = `- { at: "20:15", from: Ann, text: When do you ship? }
- { at: 90, form: Ann, text: "" }
- { at: 00:01:00, from: Ann }
`
const BAD_SAYS = `q.yaml:1:9 error wrong-form
  "20:15" is not a time since the start of the show such as 00:12:30 or +12m30s
  1 | - { at: "20:15", from: Ann, text: When do you ship? }
    |         ^
  hint: hours:minutes:seconds, or +12m30s as in a rundown

q.yaml:2:9 error wrong-type
  "at" must be a time since the start of the show such as 00:12:30 or +12m30s, not the number 90
  2 | - { at: 90, form: Ann, text: "" }
    |         ^
  hint: hours:minutes:seconds, or +12m30s as in a rundown

q.yaml:2:13 error unknown-key
  unknown key "form"
  2 | - { at: 90, form: Ann, text: "" }
    |             ^
  hint: did you mean "from"?

q.yaml:2:24 error out-of-range
  "text" is empty
  2 | - { at: 90, form: Ann, text: "" }
    |                        ^

q.yaml:3:3 error missing-key
  "text" is missing in entry 3
  3 | - { at: 00:01:00, from: Ann }
    |   ^
  hint: for example text: When do you ship?

`
