/**
 * Which files on disk a programme shows and plays, in what form they are wanted, and the same scripts with addresses
 * in their place. The core keeps paths; the edge looks at files and puts the addresses in when something is sent.
 */
import { isUrl } from '../rundown/paths.js'
import type { Picture } from '../rundown/rundown.js'
import type { FilmForm, Form, ImageForm, SoundForm } from './media-forms.js'
import type { LiveScript, Programme, TakeoverScript } from './programme.js'

export interface MediaUsed {
  readonly path: string
  readonly form: Form
}

/** Where a file is to be fetched; undefined: nowhere, it is left out. */
export type Address = (used: MediaUsed) => string | undefined

/** What the file made of it ends in: platforms look at the ends of addresses. */
export function endingOf(form: Form): string {
  switch (form.kind) {
    case 'sound':
      return `.${form.container}`
    case 'image':
      return '.png'
    case 'film':
      return '.mp4'
  }
}

/** Stands for the address of a file that was not published yet; its path shows which one it is. */
export const unpublished: Address = ({ path, form }) =>
  `https://published.invalid/${encodeURI(path.replace(/\.[^./]*$/, ''))}${endingOf(form)}`

/** All boxes are given on this canvas. */
const CANVAS = [0, 0, 1_080, 1_920] as const

export function mediaUsed(programme: Programme, sound: SoundForm): readonly MediaUsed[] {
  const { liveScript, cues, adlibs } = programme
  const all = [
    ...usedByScript(liveScript, sound),
    ...[...cues, ...adlibs].flatMap(({ script }) => usedByTakeover(script, sound)),
  ]
  const each = new Map(all.map((used) => [JSON.stringify(used), used]))
  return [...each.values()]
}

export const usedByScript = (
  { say, audio, stage }: LiveScript,
  sound: SoundForm,
): readonly MediaUsed[] => [
  ...(say === undefined ? audio.filter(isFile).map((path) => ({ path, form: sound })) : []),
  ...[...stage.backgrounds, ...stage.foregrounds].flatMap(usedByPicture),
]

export const usedByTakeover = (script: TakeoverScript, sound: SoundForm): readonly MediaUsed[] => [
  ...(heardFile(script) === undefined ? [] : [{ path: heardFile(script) ?? '', form: sound }]),
  ...[...script.foregrounds, ...(script.background ? [script.background] : [])].flatMap(
    usedByPicture,
  ),
]

/** With words beside it a sound is not heard. */
export const heardFile = ({ say, audio }: TakeoverScript): string | undefined =>
  say === undefined && audio !== undefined && isFile(audio) ? audio : undefined

const isFile = (path: string) => path !== '' && !isUrl(path)

const usedByPicture = (picture: Picture): readonly MediaUsed[] =>
  isFile(picture.url) ? [{ path: picture.url, form: formOf(picture) }] : []

function formOf({ kind, box }: Picture): ImageForm | FilmForm {
  const [, , width, height] = box ?? CANVAS
  return { kind: kind === 'image' ? 'image' : 'film', width, height }
}

export const scriptWith = (script: LiveScript, sound: SoundForm, address: Address): LiveScript => ({
  ...script,
  audio: script.audio.flatMap((path) => addressOf(path, sound, address) ?? []),
  stage: {
    ...script.stage,
    backgrounds: picturesWith(script.stage.backgrounds, address),
    foregrounds: picturesWith(script.stage.foregrounds, address),
  },
})

export const takeoverWith = (
  script: TakeoverScript,
  sound: SoundForm,
  address: Address,
): TakeoverScript => ({
  ...script,
  audio: script.audio && addressOf(script.audio, sound, address),
  foregrounds: picturesWith(script.foregrounds, address),
  background: script.background && picturesWith([script.background], address)[0],
})

const addressOf = (path: string, form: Form, address: Address) =>
  isFile(path) ? address({ path, form }) : path

const picturesWith = (pictures: readonly Picture[], address: Address): readonly Picture[] =>
  pictures.flatMap((picture) => {
    const url = addressOf(picture.url, formOf(picture), address)
    return url === undefined ? [] : [{ ...picture, url }]
  })
