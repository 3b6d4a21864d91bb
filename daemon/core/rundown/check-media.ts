/**
 * Media files on disk: there, inside the folder, and what their names say they are. Whether they can
 * be played is not asked here.
 */
import type { Notes } from './notes.js'
import { folderOf, isUrl, shownIn } from './paths.js'
import type { PlacedPicture } from './pictured.js'
import { pointer, valueAt } from './pointer.js'
import type { Looked, Shelf } from './shelf.js'
import { FILMS, IMAGES, type MediaType, SOUNDS } from './signatures.js'
import type { PlacedSpeech } from './spoken.js'

export function checkMedia(media: readonly Media[], shelf: Shelf, notes: Notes): void {
  const looked = new Map<string, Looked>()
  for (const one of media) {
    const { path } = one
    if (isUrl(path) || path === '') continue
    const found = looked.get(path) ?? seen(path, shelf, notes)
    looked.set(path, found)
    const folder = folderOf(notes.file)
    const near = found.kind === 'missing' ? shelf.spelt(path) : undefined
    checkFile(found, shownIn(folder, path), one, notes, near && shownIn(folder, near))
  }
}

type Kind = 'a sound' | 'an image' | 'a film'
const TYPES: Readonly<Record<Kind, readonly MediaType[]>> = {
  // Of a film what is heard is taken.
  'a sound': [...SOUNDS, ...FILMS],
  'an image': IMAGES,
  'a film': FILMS,
}

export interface Media {
  readonly path: string
  readonly place: string
  readonly kind: Kind
  readonly hasAlternative?: true | undefined
}

/** Sounds and pictures, wherever they stand. */
export function mediaOf(
  spoken: readonly PlacedSpeech[],
  pictures: readonly PlacedPicture[],
  written: unknown,
): readonly Media[] {
  const media: Media[] = []
  for (const { speech, place, hasAlternative } of spoken) {
    if (speech.audio.length === 0) continue
    const isList = Array.isArray(valueAt(written, `${place}/audio`))
    for (const [i, path] of speech.audio.entries()) {
      const at = `${place}/audio${isList ? pointer(i) : ''}`
      media.push({ path, place: at, kind: 'a sound', hasAlternative })
    }
  }
  for (const { picture, place } of pictures) {
    const kind = picture.kind === 'image' ? 'an image' : 'a film'
    const { url, alternative } = picture
    if (alternative === undefined)
      media.push({ path: url, place: `${place}/${picture.kind}`, kind })
    else {
      media.push({ path: url, place: `${place}/${picture.kind}`, kind, hasAlternative: true })
      media.push({ path: alternative, place: `${place}/alternative`, kind })
    }
  }
  return media
}

function seen(path: string, shelf: Shelf, { file }: Notes): Looked {
  const folder = folderOf(file)
  const isInside = path.startsWith(folder) && !path.slice(folder.length).split('/').includes('..')
  return isInside ? shelf.look(path) : { kind: 'outside' }
}

function checkFile(
  found: Looked,
  path: string,
  { kind, place, hasAlternative }: Media,
  notes: Notes,
  near: string | undefined,
): void {
  if (found.kind === 'missing' && hasAlternative) {
    // It may come before the show does, and if not something airs: no reason to refuse the whole rundown.
    const airs = kind === 'a sound' ? 'airs' : 'is shown'
    const says = `there is no file ${path}: as it is, the alternative ${airs}`
    notes.warn({ place, code: 'no-such-file', says, hint: refused('missing', path, near).hint })
    return
  }
  if (found.kind !== 'file') {
    notes.error({ place, ...refused(found.kind, path, near) })
    return
  }
  const types = TYPES[kind]
  const [end = ''] = /\.[a-z0-9]+$/i.exec(path) ?? []
  const type = types.find(({ ending }) => ending === end.toLowerCase())
  if (type === undefined) {
    const known = types.map(({ ending }) => ending).join(', ')
    const says = end === '' ? `${path} has no ending` : `${kind} cannot be ${end}`
    notes.error({ place, code: 'file-type', says, hint: `it may be ${known}` })
    return
  }
  if (type.fits(found.head)) return
  const really = types.find(({ fits }) => fits(found.head))
  if (really !== undefined) {
    const says = `${path} is called ${end} and begins like ${really.ending}`
    const hint = 'it is converted all the same; call it what it is'
    notes.warn({ place, code: 'wrong-content', says, hint })
  } else {
    notes.error({
      place,
      code: 'wrong-content',
      says: `${path} is called ${end} but does not begin like one`,
      hint: 'open it: it may be empty, another format, or a web page that was saved',
    })
  }
}

function refused(kind: Exclude<Looked['kind'], 'file'>, path: string, near: string | undefined) {
  switch (kind) {
    case 'missing':
      return {
        code: 'no-such-file',
        says: `there is no file ${path}`,
        hint: near
          ? `capital letters count: write "${near}"`
          : 'a path is relative to the file it stands in; a URL begins with https://',
      }
    case 'unreadable':
      return {
        code: 'unreadable',
        says: `${path} is there, and cannot be read`,
        hint: 'look whose it is and who may read it: onair needs no more than that',
      }
    case 'folder':
      return { code: 'no-such-file', says: `${path} is no file`, hint: 'name a file in it' }
    case 'link':
      return {
        code: 'link',
        says: `${path} is a link, and links are not followed`,
        hint: 'put the file itself into the folder',
      }
    case 'outside':
      return {
        code: 'outside',
        says: `${path} is not in the folder of the rundown`,
        hint: 'put a copy into the folder of the rundown',
      }
  }
}
