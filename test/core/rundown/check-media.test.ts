import { expect, test } from 'vitest'
import type { Shelf } from '../../../daemon/core/rundown/shelf.js'
import { aShelf, problemsIn, told, withCues, written } from '../../help/written-rundown.js'

const PNG = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)
const front = (image: string, shelf: Shelf) =>
  told(written({ stage: `stage: { foregrounds: [{ image: ${image} }] }` }), { shelf })

test('a picture that is there is in order', () => {
  expect(front('a.png', aShelf({ 'a.png': PNG }))).toEqual([])
})

test('the ending is not believed', () => {
  expect(front('a.png', aShelf({ 'a.png': '<html>' }))[0]).toContain('wrong-content')
  expect(front('a.png', aShelf({ 'a.png': '' }))[0]).toContain('wrong-content')
  expect(front('a.txt', aShelf({ 'a.txt': PNG }))[0]).toContain('file-type')
})

test('a film may be a sound: what is heard of it is taken', () => {
  const shelf = aShelf({ 'talk.mp4': '\u0000\u0000\u0000\u0018ftypmp42' })
  const segments = 'segments: [{ segment: one, cues: [{ cue: b, at: start, audio: talk.mp4 }] }]'
  expect(problemsIn(written({ segments }), { shelf })).toEqual([])
})

test('what is called wrongly and can be converted is only told of', () => {
  const shelf = aShelf({ 'a.png': Uint8Array.of(0xff, 0xd8, 0xff, 0xe0), 'b.mp3': 'fLaC' })
  const text = written({
    stage: 'stage: { foregrounds: [{ image: a.png }] }',
    segments: 'segments: [{ segment: one, cues: [{ cue: b, at: start, audio: b.mp3 }] }]',
  })
  const problems = problemsIn(text, { shelf }).map(({ severity, says }) => [severity, says])
  expect(problems).toEqual([
    ['warning', 'a.png is called .png and begins like .jpg'],
    ['warning', 'b.mp3 is called .mp3 and begins like .flac'],
  ])
})

test.each(['missing', 'unreadable', 'link', 'folder', 'outside'] as const)(
  'what is %s is an error',
  (kind) => {
    const shelf = { ...aShelf({}), look: () => ({ kind }) }
    expect(front('a.png', shelf)).toHaveLength(1)
    expect(front('a.png', shelf)[0]).toMatch(/^(?:no-such-file|unreadable|link|outside): /)
  },
)

test('a sound that is missing is a warning where its alternative would air, if that is there', () => {
  const problems = (alternative: string) =>
    problemsIn(withCues(`cue: a, at: start, audio: a.mp3, alternative: { ${alternative} }`), {
      shelf: aShelf({}),
    }).map(({ severity, path, says }) => `${severity} ${path} ${says}`)
  const own =
    'warning /segments/0/cues/0/audio there is no file a.mp3: as it is, the alternative airs'
  expect(problems('say: The jingle is on its way.')).toEqual([own])
  expect(problems('audio: b.mp3')).toEqual([
    own,
    'error /segments/0/cues/0/alternative/audio there is no file b.mp3',
  ])
})

test('nobody looks out of the folder', () => {
  const shelf: Shelf = {
    ...aShelf({}),
    look: (path) => {
      throw new Error(`looked at ${path}`)
    },
  }
  expect(front('../a.png', shelf)).toEqual([
    'outside: ../a.png is not in the folder of the rundown',
  ])
})

test('each sound of a list is looked at, and each file once', () => {
  const looked: string[] = []
  const shelf: Shelf = {
    ...aShelf({}),
    look: (path) => {
      looked.push(path)
      return { kind: 'file', head: Uint8Array.from(Buffer.from('ID3')) }
    },
  }
  const cue = 'cue: a, at: start, audio: a.mp3'
  const script = 'script: { audio: [a.mp3, b.mp3] }'
  const text = withCues(cue).replace(/^script.*$/m, script)
  expect(told(text, { shelf })).toEqual([])
  expect(looked).toEqual(['a.mp3', 'b.mp3'])
})

test('of a file whose name has other capitals the real name is told', () => {
  const shelf = aShelf({ 'Jingle.MP3': '' })
  const [problem] = problemsIn(withCues('cue: a, at: start, audio: jingle.mp3'), { shelf })
  expect(problem).toMatchObject({
    code: 'no-such-file',
    hint: 'capital letters count: write "Jingle.MP3"',
  })
})
