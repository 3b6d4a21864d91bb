import { expect, test } from 'vitest'
import { readSource } from '../../../daemon/core/rundown/source.js'

const read = (text: string) => readSource(text, 'x.yaml')

test('an alias stands for its anchor, and for the last one of that name', () => {
  expect(read('a: &x 1\nb: *x\nc: &x 2\nd: *x\n').source?.value).toEqual({ a: 1, b: 1, c: 2, d: 2 })
})

test('an alias without an anchor is told without repeating its name', () => {
  const { source, problems } = read('key: *canary\n')
  expect(source).toBeUndefined()
  expect(problems).toMatchObject([{ code: 'unknown-alias', line: 1, column: 6 }])
  expect(JSON.stringify(problems)).not.toContain('canary')
})

test('aliases that blow the file up are refused', () => {
  const lines = ['a: &a [x, x, x, x, x, x, x, x, x, x]']
  for (const [one, before] of ['ba', 'cb', 'dc', 'ed', 'fe'].map((pair) => pair.split(''))) {
    lines.push(`${one}: &${one} [${Array.from({ length: 10 }, () => `*${before}`).join(', ')}]`)
  }
  expect(read(lines.join('\n')).problems.map(({ code }) => code)).toEqual(['too-large'])
})

test('an alias inside its own anchor is refused', () => {
  expect(read('a: &a [*a]').problems).toMatchObject([{ code: 'too-large' }])
})

test('one anchor may be used a hundred times and no more', () => {
  const uses = (count: number) => `a: &a x\nb: [${Array(count).fill('*a').join(', ')}]\n`
  expect(read(uses(100)).problems).toEqual([])
  expect(read(uses(101)).problems).toMatchObject([{ code: 'too-large' }])
})

test('a text that a comment cuts off is told, a comment set apart by a blank is not', () => {
  const found = (text: string) => read(text).problems.map(({ code, column }) => [code, column])
  expect(found('say: Our Top #1 hit of the week\n')).toEqual([['cut-by-comment', 14]])
  expect(found('a:\n  - Our Top #1 hit\n  - b\n')).toEqual([['cut-by-comment', 13]])
  for (const text of [
    'say: Our Top # a comment\n',
    'say: Our Top\n#say: another one\n',
    'say: "Our Top" #quoted\n',
    'say: Our Top#1\n',
    'at: start #here\n',
  ]) {
    expect(found(text)).toEqual([])
  }
})

test('a text that a comma cuts off between braces is told, and nothing else', () => {
  const found = (text: string) => read(text).problems.map(({ code, column }) => [code, column])
  expect(found('a: { q: How, a: By card, within two days }\n')).toEqual([['cut-by-comma', 24]])
  expect(read('a: { q: How, a: By card, within two days }\n').source).toBeUndefined()
  expect(read('say: [Hello to all, and welcome]\n').source).toBeDefined()
  expect(found('say: [Hello to all, and welcome]\n')).toEqual([['cut-by-comma', 21]])
  expect(found('a: { say: Hello, friends!, at: start }\n')).toEqual([['cut-by-comma', 16]])
  for (const text of [
    'a: { say: "Hello, my friends", at: start }\n',
    'a: { say: Hello, always }\n',
    'a: { say: Hello, my friends: all }\n',
    'a: { my friends }\n',
    'a: [Hello, my friends]\n',
    'say: [Hello my friends., hello again]\n',
    'say: [Hello to all, Good evening]\n',
    'say: [hello to all, good evening]\n',
    'say: ["Hello to all", "iron is up"]\n',
    'say:\n  - Hello to all\n  - iron is up\n',
    'say: Hello, my friends\n',
  ]) {
    expect(found(text)).toEqual([])
  }
})

test('an entry without its dash is one mistake', () => {
  const { problems } = read('cues:\n  - cue: a\n    say: x\n    cue: b\n    say: y\n    at: z\n')
  expect(problems).toMatchObject([{ code: 'duplicate-key', line: 4 }])
  expect(problems[0]?.hint).toContain('"- cue:"')
  // What stands behind it is an entry of its own: others may refer to it, and its mistakes are told.
  const { source } = read('cues:\n  - cue: a\n    cue: b\n    at: z\n    cue: c\n  - cue: d\n')
  expect(source?.value).toEqual({
    cues: [{ cue: 'a' }, { cue: 'b', at: 'z' }, { cue: 'c' }, { cue: 'd' }],
  })
  expect(source?.positionOf('/cues/1/at')).toMatchObject({ line: 4, column: 9 })
  expect(source?.positionOf('/cues/3/cue')).toMatchObject({ line: 6, column: 10 })
  // Of a file without any dash, the first are told.
  const without = read(`cues:\n  - cue: a\n${'    cue: b\n'.repeat(40_000)}`)
  expect(without.problems).toHaveLength(21)
  expect(read('cue: a\nsay: x\ncue: b\nsay: y\n').problems).toHaveLength(2)
})
