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
  /** A file that is shown where this one cannot be had. */
  readonly alternative?: MediaUsed
}

/** Where a file is to be fetched; undefined: nowhere, it is left out. */
export type Address = (used: MediaUsed) => string | undefined

/** What the file made of it ends in: platforms look at the ends of addresses. */
export function endingOf(form: Form): string {
  switch (form.kind) {
    case 'sound':
      return `.${form.container}`
    case 'image':
      return form.as === 'jpg' ? '.jpg' : '.png'
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
    ...[...cues, ...adlibs].flatMap(({ script, alternative }) => [
      ...usedByTakeover(script, sound),
      ...(alternative ? usedByTakeover(alternative, sound) : []),
    ]),
  ]
  const single = all.flatMap(({ alternative, ...used }) => [used, alternative ?? []].flat())
  const each = new Map(single.map((used) => [JSON.stringify(used), used]))
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
  ...pictured(script).flatMap(usedByPicture),
]

/** A file or an address. With words beside it a sound is not heard. */
export const heard = ({ say, audio }: TakeoverScript): string | undefined =>
  say === undefined ? audio : undefined

export function heardFile(script: TakeoverScript): string | undefined {
  const sound = heard(script)
  return sound !== undefined && isFile(sound) ? sound : undefined
}

export const pictured = ({ foregrounds, background }: TakeoverScript): readonly Picture[] =>
  background === undefined ? foregrounds : [...foregrounds, background]

/** Sounds and pictures that lie elsewhere: what a platform is sent as it stands. */
export function addressesUsed({ liveScript, cues, adlibs }: Programme): readonly Remote[] {
  const { say, audio, stage } = liveScript
  const items = [...cues, ...adlibs].flatMap(({ script, alternative }) =>
    alternative ? [script, alternative] : [script],
  )
  const sounds = [...(say === undefined ? audio : []), ...items.flatMap((one) => heard(one) ?? [])]
  const pictures = [...stage.backgrounds, ...stage.foregrounds, ...items.flatMap(pictured)]
  const all = [
    ...sounds.map((url) => ({ url, kind: 'sound' as const })),
    ...pictures
      .flatMap(({ url, alternative }) => [url, alternative ?? []].flat())
      .map((url) => ({ url, kind: 'picture' as const })),
  ]
  return [...new Map(all.filter(({ url }) => isUrl(url)).map((one) => [one.url, one])).values()]
}

export interface Remote {
  readonly url: string
  readonly kind: 'sound' | 'picture'
}

const isFile = (path: string) => path !== '' && !isUrl(path)

function usedByPicture(picture: Picture): readonly MediaUsed[] {
  const other = alternativeOf(picture)
  const alternative = other && isFile(other.url) ? useOf(other) : undefined
  if (isFile(picture.url)) return [{ ...useOf(picture), ...(alternative && { alternative }) }]
  return alternative ? [alternative] : []
}

const useOf = (picture: Picture): MediaUsed => ({ path: picture.url, form: formOf(picture) })

const alternativeOf = ({ alternative, ...rest }: Picture): Picture | undefined =>
  alternative === undefined ? undefined : { ...rest, url: alternative }

/** What is called wrongly becomes what its name says; `check` has told of it. */
function formOf({ kind, box, url }: Picture): ImageForm | FilmForm {
  const [, , width, height] = box ?? CANVAS
  if (kind !== 'image') return { kind: 'film', width, height }
  return { kind, width, height, ...(/\.jpe?g$/i.test(url) && { as: 'jpg' }) }
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
    const { alternative: _, ...rest } = picture
    const [url] = [picture, alternativeOf(picture)].flatMap(
      (one) => (one && addressOf(one.url, formOf(one), address)) ?? [],
    )
    return url === undefined ? [] : [{ ...rest, url }]
  })
