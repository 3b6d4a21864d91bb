import { expect, test } from 'vitest'
import type { SoundForm } from '../../../daemon/core/compile/media-forms.js'
import {
  endingOf,
  heardFile,
  mediaUsed,
  scriptWith,
  takeoverWith,
  unpublished,
  usedByScript,
} from '../../../daemon/core/compile/media-used.js'
import type { Picture } from '../../../daemon/core/rundown/rundown.js'
import { aCue, aLiveScript, aProgramme, aTakeoverScript, start } from '../../builders.js'

const sound: SoundForm = {
  kind: 'sound',
  container: 'mp3',
  codec: 'libmp3lame',
  rate: 48_000,
  channels: 2,
  kbits: 192,
}
const picture = (url: string, more: Partial<Picture> = {}): Picture => ({
  kind: 'image',
  name: undefined,
  url,
  box: undefined,
  loop: undefined,
  from: undefined,
  for: undefined,
  ...more,
})
const REMOTE = 'https://cdn.example/a.png'
const stage = {
  ...aLiveScript().stage,
  backgrounds: [picture('m/film.mp4', { kind: 'video' }), picture(REMOTE)],
  foregrounds: [picture('m/logo.png', { box: [0, 0, 310, 88] })],
}

test('files on disk are wanted in the form of their use, each once; addresses are left alone', () => {
  const jingle = { ...aTakeoverScript({ audio: 'm/jingle.wav' }), say: undefined }
  const cue = (id: string) => aCue(id, start(), { script: jingle })
  const programme = aProgramme({
    liveScript: aLiveScript({ stage, audio: ['m/unheard.wav'] }),
    cues: [cue('one'), cue('two'), aCue('words', start())],
  })
  expect(mediaUsed(programme, sound)).toEqual([
    { path: 'm/film.mp4', form: { kind: 'film', width: 1_080, height: 1_920 } },
    { path: 'm/logo.png', form: { kind: 'image', width: 310, height: 88 } },
    { path: 'm/jingle.wav', form: sound },
  ])
})

test('a jpg stays one, all other pictures become png', () => {
  const names = ['a.jpg', 'b.JPEG', 'c.webp']
  const shown = aLiveScript({
    stage: { ...stage, backgrounds: [], foregrounds: names.map((name) => picture(name)) },
  })
  expect(usedByScript(shown, sound).map(({ form }) => endingOf(form))).toEqual([
    '.jpg',
    '.jpg',
    '.png',
  ])
})

test('a sound beside words is not heard, and not wanted', () => {
  const both = aTakeoverScript({ say: 'Good evening.', audio: 'm/a.wav' })
  expect(heardFile(both)).toBeUndefined()
  expect(usedByScript({ ...aLiveScript({ audio: ['m/a.wav'] }), say: undefined }, sound)).toEqual([
    { path: 'm/a.wav', form: sound },
  ])
})

test('addresses take the place of paths; what has none is left out', () => {
  const address = ({ path }: { path: string }) =>
    path.endsWith('.png') ? undefined : `https://here.example/${path}`
  const script = scriptWith(aLiveScript({ stage, audio: ['m/a.wav'] }), sound, address)
  expect(script.audio).toEqual(['https://here.example/m/a.wav'])
  expect(script.stage.backgrounds.map(({ url }) => url)).toEqual([
    'https://here.example/m/film.mp4',
    REMOTE,
  ])
  expect(script.stage.foregrounds).toEqual([])
  const takeover = aTakeoverScript({ audio: REMOTE, background: picture('m/b.png') })
  expect(takeoverWith(takeover, sound, address)).toMatchObject({
    audio: REMOTE,
    background: undefined,
  })
})

test('what is not published yet is shown under its path, with the ending it will have', () => {
  expect(unpublished({ path: 'm/a jingle.wav', form: sound })).toBe(
    'https://published.invalid/m/a%20jingle.mp3',
  )
  const image = { kind: 'image', width: 1, height: 1 } as const
  expect(unpublished({ path: 'm/logo.webp', form: image })).toMatch(/\/m\/logo\.png$/)
})

test('an alternative is made ready, too, and takes the place of what has no address', () => {
  const logo = picture('m/logo.png', { box: [0, 0, 310, 88], alternative: 'm/plain.jpg' })
  const shown = aLiveScript({ stage: { ...stage, backgrounds: [], foregrounds: [logo] } })
  expect(mediaUsed(aProgramme({ liveScript: shown }), sound)).toEqual([
    { path: 'm/logo.png', form: { kind: 'image', width: 310, height: 88 } },
    { path: 'm/plain.jpg', form: { kind: 'image', width: 310, height: 88, as: 'jpg' } },
  ])
  const urls = (there: readonly string[]) =>
    scriptWith(shown, sound, ({ path }) =>
      there.includes(path) ? `https://here/${path}` : undefined,
    ).stage.foregrounds
  const { alternative: _, ...plain } = logo
  expect(urls(['m/logo.png', 'm/plain.jpg'])).toEqual([
    { ...plain, url: 'https://here/m/logo.png' },
  ])
  expect(urls(['m/plain.jpg'])).toEqual([{ ...plain, url: 'https://here/m/plain.jpg' }])
  expect(urls([])).toEqual([])
})
