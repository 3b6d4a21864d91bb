/** Every picture of a rundown, with its place: stage, cues, ad-libs, disclosure. */
import { pointer } from './pointer.js'
import type { Adlib, Cue, Picture, Rundown } from './rundown.js'

export interface PlacedPicture {
  readonly picture: Picture
  readonly place: string
}

export function picturesIn(rundown: Rundown): readonly PlacedPicture[] {
  const { stage, segments, adlibs, disclosure } = rundown
  return [
    ...inList(stage.backgrounds, '/stage/backgrounds'),
    ...inList(stage.foregrounds, '/stage/foregrounds'),
    ...segments.flatMap(({ cues }, i) => ofItems(cues, pointer('segments', i, 'cues'))),
    ...ofItems(adlibs, '/adlibs'),
    ...one(disclosure?.picture, '/disclosure/picture'),
  ]
}

/** Most of thousands of cues show nothing of their own: nothing is written down for them. */
function ofItems(items: readonly (Cue | Adlib)[], list: string): readonly PlacedPicture[] {
  const found: PlacedPicture[] = []
  for (const [index, { foregrounds, background }] of items.entries()) {
    if (foregrounds.length === 0 && background === undefined) continue
    const place = list + pointer(index)
    found.push(...inList(foregrounds, `${place}/foregrounds`))
    found.push(...one(background, `${place}/background`))
  }
  return found
}

const inList = (pictures: readonly Picture[], place: string): readonly PlacedPicture[] =>
  pictures.map((picture, i) => ({ picture, place: place + pointer(i) }))

const one = (picture: Picture | undefined, place: string): readonly PlacedPicture[] =>
  picture === undefined ? [] : [{ picture, place }]
