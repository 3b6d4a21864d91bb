/** Pictures and addresses of media, as written → as meant. */
import type { Notes } from './notes.js'
import { folderOf, isUrl, pathWithin } from './paths.js'
import { pointer } from './pointer.js'
import type { Picture } from './rundown.js'
import { duration } from './when.js'
import type { WrittenPicture } from './written.js'

export const pictures = (
  written: readonly WrittenPicture[] | undefined,
  place: string,
  notes: Notes,
): readonly Picture[] => (written ?? []).map((one, i) => picture(one, place + pointer(i), notes))

export function picture(written: WrittenPicture, place: string, notes: Notes): Picture {
  const { image, video, name, box, loop, from, alternative } = written
  const [x, y, width, height] = box ?? []
  const isBox = x !== undefined && y !== undefined && width !== undefined && height !== undefined
  const kind = video === undefined ? 'image' : 'video'
  return {
    kind,
    name,
    url: address(video ?? image ?? '', `${place}/${kind}`, notes),
    box: isBox ? [x, y, width, height] : undefined,
    loop,
    from: from === undefined ? undefined : duration(from, `${place}/from`, notes),
    for: written.for === undefined ? undefined : duration(written.for, `${place}/for`, notes),
    ...(alternative !== undefined && {
      alternative: address(alternative, `${place}/alternative`, notes),
    }),
  }
}

/** A URL as it is; a file with the path it has from where the rundown was named. */
export function address(written: string, place: string, { file, positionOf }: Notes): string {
  if (isUrl(written)) return written
  return pathWithin(folderOf(file), positionOf(place).file, written) ?? written
}
