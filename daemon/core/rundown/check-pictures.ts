/** Pictures: of a kind that can be shown, inside the canvas, and seen at all. */
import type { SpeechLimits } from '../limits.js'
import { ending } from './ending.js'
import type { Notes } from './notes.js'
import { isUrl } from './paths.js'
import { pointer } from './pointer.js'
import type { Picture, Rundown } from './rundown.js'

/** All boxes are given on this canvas, whatever the resolution. */
const CANVAS = { width: 1080, height: 1920 }

export function checkPictures(
  { stage, segments, adlibs, disclosure }: Rundown,
  limits: SpeechLimits,
  notes: Notes,
): void {
  const [width = 0, height = 0] = stage.resolution ?? []
  if (width > CANVAS.width) {
    notes.error({
      place: '/stage/resolution',
      code: 'out-of-range',
      says: `${width} x ${height} is wider than ${CANVAS.width} x ${CANVAS.height}`,
      hint: 'the stream is upright: width before height',
    })
  }
  checkAll(stage.backgrounds, '/stage/backgrounds', limits, notes)
  checkAll(stage.foregrounds, '/stage/foregrounds', limits, notes)
  const items = [
    ...segments.flatMap(({ cues }, i) =>
      cues.map((item, j) => ({ item, place: pointer('segments', i, 'cues', j) })),
    ),
    ...adlibs.map((item, i) => ({ item, place: pointer('adlibs', i) })),
  ]
  for (const { item, place } of items) {
    checkAll(item.foregrounds, `${place}/foregrounds`, limits, notes)
    if (item.background) checkPicture(item.background, `${place}/background`, limits, notes)
  }
  if (disclosure?.picture) checkPicture(disclosure.picture, '/disclosure/picture', limits, notes)
}

function checkAll(
  pictures: readonly Picture[],
  place: string,
  limits: SpeechLimits,
  notes: Notes,
): void {
  for (const [index, picture] of pictures.entries()) {
    checkPicture(picture, place + pointer(index), limits, notes)
  }
}

function checkPicture(picture: Picture, place: string, limits: SpeechLimits, notes: Notes): void {
  const { kind, url, box, loop } = picture
  const types = kind === 'image' ? limits.imageTypes : limits.videoTypes
  const named = kind === 'image' ? 'an image' : 'a film'
  if (isUrl(url)) ending(url, types, named, `${place}/${kind}`, notes)
  if (box !== undefined) checkBox(box, `${place}/box`, notes)
  if (kind === 'image' && loop !== undefined) {
    const says = 'an image does not loop; only films do'
    notes.warn({ place: `${place}/loop`, part: 'key', code: 'image-loop', says, hint: 'remove it' })
  }
  if (picture.for === 0) {
    const says = 'a picture shown for 0s is never seen'
    notes.error({ place: `${place}/for`, code: 'out-of-range', says })
  }
}

function checkBox(box: readonly [number, number, number, number], place: string, notes: Notes) {
  const [x, y, width, height] = box
  if (width < 1 || height < 1) {
    notes.error({
      place,
      code: 'box',
      says: `a box of ${width} x ${height} pixels shows nothing`,
      hint: 'a box is [x, y, width, height]',
    })
  } else if (x < 0 || y < 0 || x + width > CANVAS.width || y + height > CANVAS.height) {
    const reach = `the box reaches from ${x}, ${y} to ${x + width}, ${y + height}`
    notes.error({
      place,
      code: 'box',
      says: `${reach}, outside the canvas of ${CANVAS.width} x ${CANVAS.height}`,
      hint: 'a box is [x, y, width, height], counted from the top left',
    })
  }
}
