/** Pictures: of a kind that can be shown, inside the canvas, and seen at all. */
import type { SpeechLimits } from '../limits.js'
import { ending } from './ending.js'
import type { Notes } from './notes.js'
import { isUrl } from './paths.js'
import type { PlacedPicture } from './pictured.js'
import type { Picture, Rundown } from './rundown.js'

/** All boxes are given on this canvas, whatever the resolution. */
const CANVAS = { width: 1080, height: 1920 }

export function checkPictures(
  { stage }: Rundown,
  pictures: readonly PlacedPicture[],
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
  for (const { picture, place } of pictures) checkPicture(picture, place, limits, notes)
}

function checkPicture(picture: Picture, place: string, limits: SpeechLimits, notes: Notes): void {
  const { kind, url, box, loop, alternative } = picture
  const types = kind === 'image' ? limits.imageTypes : limits.videoTypes
  const named = kind === 'image' ? 'an image' : 'a film'
  if (isUrl(url)) ending(url, types, named, `${place}/${kind}`, notes)
  if (alternative !== undefined && isUrl(alternative))
    ending(alternative, types, named, `${place}/alternative`, notes)
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
