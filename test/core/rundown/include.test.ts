// biome-ignore-all lint/suspicious/noTemplateCurlyInString: these are the rundown's own
import { expect, test } from 'vitest'
import { aShelf, problemsIn, readText, written } from '../../help/written-rundown.js'

const VOICE = 'voice: { qid: nina-warm, language: en-US }'
const PRESENTER = `presenter:
  role: { id: 1, face_feature_id: nina, name: Li, url: https://cdn.example/nina.zip }
  ${VOICE}
`
const including = (list: string, parts: Parameters<typeof written>[0] = {}) =>
  `${written({ presenter: '', ...parts })}include: [${list}]\n`
const cue = (id: string) => `{ cue: ${id}, at: start, say: Good evening everybody. }`
const segment = (name: string, id: string) => `{ segment: ${name}, cues: [${cue(id)}] }`

test('what a file says itself wins, key by key; variables are merged by name', () => {
  const files = {
    'a.yaml': `${PRESENTER}script: { say: The script of the shared file. }\nvariables: { x: "1", y: "2" }\n`,
  }
  const { rundown, problems } = readText(
    including('a.yaml', {
      variables: 'variables: { x: "3", z: "4" }',
      script: 'script: { say: "Good evening ${x} ${y} ${z}" }',
    }),
    aShelf(files),
  )
  expect(problems).toEqual([])
  expect(rundown).toMatchObject({
    presenter: { role: { name: 'Li' } },
    script: { say: 'Good evening ${x} ${y} ${z}' },
    variables: { x: { value: '3' }, y: { value: '2' }, z: { value: '4' } },
  })
})

test('segments and ad-libs of shared files come first, in order', () => {
  const adlib = (id: string) => `adlibs: [{ adlib: ${id}, say: This item is gone. }]\n`
  const files = {
    'a.yaml': `${PRESENTER}segments: [${segment('a', 'one')}]\n${adlib('x')}include: [b.yaml]\n`,
    'b.yaml': `segments: [${segment('b', 'two')}]\n${adlib('y')}`,
  }
  const own = { segments: `segments: [${segment('own', 'three')}]\n${adlib('z').trim()}` }
  const { rundown } = readText(including('a.yaml, b.yaml', own), aShelf(files))
  expect(rundown?.segments.map((one) => one.segment)).toEqual(['b', 'a', 'own'])
  expect(rundown?.adlibs.map((one) => one.adlib)).toEqual(['y', 'x', 'z'])
})

test('a problem points into the file it is in, and so do checks', () => {
  const files = {
    'shared/a.yaml': `${PRESENTER}segments:\n  - { segment: a, cues: [{ cue: b, after: c, say: Good evening all. }] }\n`,
  }
  expect(problemsIn(including('shared/a.yaml'), { shelf: aShelf(files) })).toMatchObject([
    { code: 'unknown-cue', file: 'shared/a.yaml', line: 5, path: '/segments/0/cues/0/after' },
  ])
})

test('media of a shared file are relative to it', () => {
  const files = {
    'shared/a.yaml': `${PRESENTER}stage: { foregrounds: [{ image: logo.png }] }\n`,
  }
  const { rundown } = readText(including('shared/a.yaml'), aShelf(files))
  expect(rundown?.stage.foregrounds[0]?.url).toBe('shared/logo.png')
})

test('a circle is told with its chain', () => {
  const files = { 'a.yaml': 'include: [b.yaml]\n', 'b.yaml': 'include: [evening.yaml]\n' }
  expect(problemsIn(including('a.yaml'), { shelf: aShelf(files) })).toMatchObject([
    {
      code: 'include-circle',
      file: 'b.yaml',
      says: 'these files include each other: evening.yaml includes a.yaml includes b.yaml includes evening.yaml',
    },
  ])
})

test('five deep is deep enough, and twenty files are enough', () => {
  const chain = (length: number) =>
    Object.fromEntries(
      Array.from({ length }, (_, i) => [
        `${i}.yaml`,
        i === length - 1 ? PRESENTER : `include: [${i + 1}.yaml]\n`,
      ]),
    )
  const codes = (list: string, files: Record<string, string>) =>
    problemsIn(including(list), { shelf: aShelf(files) }).map(({ code }) => code)
  expect(codes('0.yaml', chain(5))).toEqual([])
  expect(codes('0.yaml', chain(6))).toEqual(['include-limit'])
  const many = Object.fromEntries(
    Array.from({ length: 20 }, (_, i) => [`${i}.yaml`, i === 0 ? PRESENTER : 'variables: {}\n']),
  )
  expect(codes(Object.keys(many).join(', '), many)).toEqual([])
})

test('what a missing file would have held is not missed as well', () => {
  const codes = problemsIn(including('a.yaml'), { shelf: aShelf({}) }).map(({ code }) => code)
  expect(codes).toEqual(['unreadable'])
})

test('a rundown that is included is one mistake, not one for each of its cues', () => {
  const parts = { segments: `segments: [${segment('news', 'bell')}]` }
  const files = { 'a.yaml': written(parts) }
  const found = problemsIn(including('a.yaml', parts), { shelf: aShelf(files) })
  expect(found.map(({ code }) => code)).toEqual(['not-shared'])
})

test('a path of Windows is one mistake', () => {
  const found = problemsIn(including("'shared\\a.yaml'"), { shelf: aShelf({}) })
  expect(found).toMatchObject([{ code: 'wrong-form', hint: 'did you mean "shared/a.yaml"?' }])
})

test('all files that were read are named: the version covers them', () => {
  const files = { 'a.yaml': `${PRESENTER}include: [b.yaml]\n`, 'b.yaml': 'variables: {}\n' }
  const { beside } = readText(including('a.yaml'), aShelf(files))
  expect([...beside.keys()]).toEqual(['a.yaml', 'b.yaml'])
})

test('of a file that is not there the one that is nearly it is named, else where paths begin', () => {
  const shelf = aShelf({ 'shared/li.yaml': PRESENTER, 'other.yml': PRESENTER })
  const hint = (name: string) => problemsIn(including(name), { shelf })[0]?.hint
  expect(hint('li.yaml')).toBe('did you mean "shared/li.yaml"?')
  expect(hint('shared/li')).toBe('did you mean "shared/li.yaml"?')
  expect(hint('other.yaml')).toBe('did you mean "other.yml"?')
  expect(hint('nobody.yaml')).toBe('a path is relative to the file it stands in')
})

test('a name with other capitals is told, where it is not found and where it is', () => {
  const files = { 'shared/Li.yaml': PRESENTER }
  const missing = problemsIn(including('shared/li.yaml'), { shelf: aShelf(files) })
  expect(missing).toMatchObject([
    { severity: 'error', code: 'other-capitals', hint: 'write "shared/Li.yaml"' },
  ])
  // A disk on which capitals do not count.
  const there = aShelf({ ...files, 'shared/li.yaml': PRESENTER })
  const spelt = (path: string) => (path === 'shared/li.yaml' ? 'shared/Li.yaml' : undefined)
  const found = problemsIn(including('shared/li.yaml, shared/Li.yaml'), {
    shelf: { ...there, spelt },
  })
  expect(found).toMatchObject([
    { severity: 'warning', code: 'other-capitals', hint: 'write "shared/Li.yaml"' },
  ])
})
