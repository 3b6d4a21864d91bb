import { readdirSync, readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { stringify } from 'yaml'
import { format, type KeyOrder } from '../../../daemon/core/rundown/format.js'
import { readSource } from '../../../daemon/core/rundown/source.js'

const ORDER: KeyOrder = {
  rundown: ['show', 'title', 'schedule', 'script', 'segments', 'adlibs'],
  slot: ['cron', 'at', 'duration'],
  segment: ['segment', 'cues'],
  cue: ['cue', 'at', 'every', 'say', 'foregrounds', 'urgency'],
  adlib: ['adlib', 'say'],
}

const made = (text: string): string => {
  const formatting = format(text, 'evening.yaml', ORDER)
  if (!formatting.ok) throw new Error(formatting.problems.map(({ says }) => says).join())
  return formatting.text
}

describe('the form', () => {
  test('keys of the rundown, its slots, segments and cues stand in the order of the schema', () => {
    expect(
      made(`segments:
  - cues:
      - say: Good evening.
        at: start
        cue: hello
    segment: opening
schedule: [{ duration: 1h, cron: "0 9 * * *" }]
show: evening
`),
    ).toBe(`show: evening
schedule: [{ cron: "0 9 * * *", duration: 1h }]

segments:
  - segment: opening
    cues:
      - cue: hello
        at: start
        say: Good evening.
`)
  })

  test('a block with a key the schema does not know keeps its order', () => {
    const text = 'title: The evening\nshow: evening\nshwo: x\n'
    expect(made(text)).toBe(text)
  })

  test('indentation is two blanks, lists are indented, lists in brackets have no padding', () => {
    expect(made('script:\n      say: [ a,b ]\n      box: {x: 1,y: 2}\nschedule:\n- at: x\n')).toBe(
      'schedule:\n  - at: x\n\nscript:\n  say: [a, b]\n  box: { x: 1, y: 2 }\n',
    )
  })

  test('single quotes become double ones, unless the text would need marks', () => {
    expect(made(`show: 'a'\ntitle: 'say "x"'\n`)).toBe(`show: "a"\ntitle: 'say "x"'\n`)
  })

  test('a key loses quotes, a text keeps them', () => {
    expect(made(`"show": "evening"\n`)).toBe('show: "evening"\n')
  })

  test('one blank line between segments, and no more than one anywhere', () => {
    expect(
      made(
        'show: a\n\n\n\ntitle: b\nsegments:\n  - segment: a\n  - segment: b\n  # c\n  - segment: c\n',
      ),
    ).toBe(
      'show: a\n\ntitle: b\n\nsegments:\n  - segment: a\n\n  - segment: b\n\n  # c\n  - segment: c\n',
    )
  })

  test('comments stay, those at the end of a line in one column', () => {
    expect(
      made(`# head

# about the show
show: evening # id
script: # loops
  say: |   # as it is
    # no comment
    text
# the end
`),
    ).toBe(`# head

# about the show
show: evening                     # id

script:                           # loops
  say: |                          # as it is
    # no comment
    text

# the end
`)
  })

  test('comments behind Chinese line up with the others, those behind a long line stand two blanks after it', () => {
    const long = 'a text that reaches well beyond the column'
    expect(made(`show: 小店 # a\ntitle: ${long}    # b\n`)).toBe(
      `show: 小店                        # a\ntitle: ${long}  # b\n`,
    )
  })

  test('a comment goes where its key goes', () => {
    expect(made('title: b # second\n# the id\nshow: a # first\n')).toBe(
      '# the id\nshow: a                           # first\ntitle: b                          # second\n',
    )
  })

  test.each([
    ['a long line is not broken', `script:\n  say: ${'many words '.repeat(30)}end\n`],
    ['a folded text', 'script:\n  say: >-\n    one\n    two\n\n    three\n'],
    ['a text over several lines', 'script:\n  say: one\n    two\n'],
    ['marks in quotes', 'show: "caf\\u00e9 \\t"\n'],
    ['numbers', 'a: 1.0\nb: 0x10\nc: 1e3\nd: ~\ne: yes\n'],
    ['clock times', 'at: "09:30"\n'],
    ['an anchor and its alias', 'a: &x { b: 1 }\nc: *x\n'],
  ])('%s stays as it is', (_, text) => {
    expect(made(text)).toBe(text)
  })

  test('line ends of Windows become plain ones', () => {
    expect(made('show: a\r\nscript:\r\n  say: |\r\n    x\r\n    y\r\n')).toBe(
      'show: a\n\nscript:\n  say: |\n    x\n    y\n',
    )
  })
})

describe('left alone', () => {
  test('a file with an error in its YAML, and the error is told', () => {
    const formatting = format('show: "a\n', 'evening.yaml', ORDER)
    expect(formatting).toMatchObject({
      ok: false,
      problems: [{ code: 'yaml', file: 'evening.yaml' }],
    })
  })

  test('an order that would put an alias above its anchor', () => {
    const text = 'title: &name The evening\nshow: *name\n'
    expect(made(text)).toBe(text)
  })
})

/** Of all kinds together; `npm run nightly` for 200,000 others. */
const RUNS = Number(process.env.RUNS ?? 500)
/** For all of them, 200,000 on a machine with much else to do. */
const TIME_MAX = 7_200_000
const share = (part: number) => ({ numRuns: Math.ceil(RUNS * part) })

const GOLDEN = new URL('../../golden/', import.meta.url)
const PLAYLISTS = new URL('../../../playlists/', import.meta.url)
const REAL = [
  ...readdirSync(PLAYLISTS)
    .filter((name) => name.endsWith('.yaml'))
    .map((name) => new URL(name, PLAYLISTS)),
  ...readdirSync(GOLDEN).map((name) => new URL(`${name}/rundown.yaml`, GOLDEN)),
].map((url) => readFileSync(url, 'utf8'))

/** It means the same, has the same comments, and there is nothing more to do. */
function holds(text: string): void {
  const formatting = format(text, 'x.yaml', ORDER)
  if (!formatting.ok) {
    expect(formatting.problems.length).toBeGreaterThan(0)
    return
  }
  expect(readSource(formatting.text, 'x.yaml').source?.value).toEqual(
    readSource(text, 'x.yaml').source?.value,
  )
  expect(format(formatting.text, 'x.yaml', ORDER)).toEqual(formatting)
}

describe('it changes no meaning, and a second time changes nothing', { timeout: TIME_MAX }, () => {
  test('of every rundown there is', () => {
    for (const text of REAL) holds(text)
  })

  test('of a good rundown it never says that it cannot', () => {
    const refused = REAL.filter((text) => {
      const formatting = format(text, 'x.yaml', ORDER)
      return !formatting.ok && formatting.problems.some(({ code }) => code === 'not-formatted')
    })
    expect(refused).toEqual([])
  })

  test('of any document in any style', () => {
    fc.assert(fc.property(aDocument, holds), share(0.4))
  })

  test('of any document with comments and blank lines put between its lines', () => {
    fc.assert(
      fc.property(aDocument, fc.array(aSlip), (text, slips) => holds(slipped(text, slips))),
      share(0.4),
    )
  })

  test('of real rundowns with lines moved, dropped and doubled', () => {
    fc.assert(
      fc.property(fc.constantFrom(...REAL), fc.array(aSlip, { maxLength: 6 }), (text, slips) =>
        holds(slipped(text, slips)),
      ),
      share(0.2),
    )
  })
})

const aText = fc.oneof(
  fc.string({ maxLength: 30 }),
  fc.constantFrom(
    'true',
    '09:30',
    'a: b',
    '# no',
    '- x',
    'one\ntwo\n',
    ' x ',
    '你好，世界',
    'a\n\n b',
    '>-',
  ),
  fc.lorem({ maxCount: 30 }),
)
const aKey = fc.oneof(
  fc.constantFrom('show', 'title', 'schedule', 'segments', 'cues', 'cue', 'at', 'say', 'adlibs'),
  fc.string({ minLength: 1, maxLength: 8 }),
)
const { tree: aValue } = fc.letrec((tie) => ({
  tree: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    fc.oneof(
      aText,
      fc.integer(),
      fc.double({ noNaN: true, noDefaultInfinity: true }),
      fc.boolean(),
      fc.constant(null),
    ),
    fc.array(tie('tree'), { maxLength: 4 }),
    fc.dictionary(aKey, tie('tree'), { maxKeys: 5, noNullPrototype: true }),
  ),
}))
const aDocument = fc
  .record({
    value: fc.dictionary(aKey, aValue, { maxKeys: 6, noNullPrototype: true }),
    indent: fc.constantFrom(1, 2, 4),
    lineWidth: fc.constantFrom(0, 40, 80),
    collectionStyle: fc.constantFrom('any', 'flow', 'block'),
    defaultStringType: fc.constantFrom(
      'PLAIN',
      'QUOTE_DOUBLE',
      'QUOTE_SINGLE',
      'BLOCK_LITERAL',
      'BLOCK_FOLDED',
    ),
    indentSeq: fc.boolean(),
  } as const)
  .map(({ value, ...options }) => stringify(value, { ...options, defaultKeyType: 'PLAIN' }))

const aSlip = fc.record({
  at: fc.nat(200),
  kind: fc.constantFrom('comment', 'trailing', 'blank', 'indented', 'drop', 'double'),
  words: fc.stringMatching(/^[a-z ]{0,12}$/),
})

/** What a hand does to a file. */
function slipped(
  text: string,
  slips: readonly { at: number; kind: string; words: string }[],
): string {
  const lines = text.split('\n')
  for (const { at, kind, words } of slips) {
    const index = at % lines.length
    const line = lines[index] ?? ''
    const margin = /^ */.exec(line)?.[0] ?? ''
    if (kind === 'comment') lines.splice(index, 0, `# ${words}`)
    if (kind === 'indented') lines.splice(index, 0, `${margin}# ${words}`)
    if (kind === 'trailing') lines[index] = `${line} # ${words}`
    if (kind === 'blank') lines.splice(index, 0, '', '')
    if (kind === 'drop') lines.splice(index, 1)
    if (kind === 'double') lines.splice(index, 0, line)
  }
  return lines.join('\n')
}
