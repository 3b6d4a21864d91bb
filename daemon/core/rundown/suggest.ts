/**
 * "Did you mean": the nearest of the known names, if it is near enough to be a slip of the hand.
 */
import { windowsZone } from './windows-zones.js'

/** Longer names are compared by their beginning only; nobody mistypes the 65th letter of an id. */
const COMPARED_MAX = 64

/** The known name nearest to what was written, or undefined if none is near. */
export function suggest(written: string, known: Iterable<string>): string | undefined {
  const wanted = fold(written)
  const reach = Math.max(1, Math.floor(wanted.length / 3))
  let nearest: string | undefined
  let least = reach + 1
  for (const name of known) {
    const steps = distance(wanted, fold(name), least)
    if (steps < least) [nearest, least] = [name, steps]
  }
  return nearest
}

/** The same of keys: other words for one count as well, where none is near. */
export function suggestKey(written: string, known: Iterable<string>): string | undefined {
  const keys = [...known]
  const near = suggest(written, keys)
  if (near !== undefined) return near
  const word = fold(written)
  return keys.find((key) => OTHER_WORDS[key]?.includes(word))
}

/** What people write who have not read the page. */
const OTHER_WORDS: Readonly<Record<string, readonly string[]>> = {
  say: ['text', 'texts', 'speech', 'speak', 'words', 'content', 'spoken', 'message'],
  at: ['time', 'when', 'starttime', 'starts', 'begin', 'begins'],
  after: ['follows', 'behind', 'then'],
  every: ['repeat', 'interval', 'each'],
  cue: ['name', 'id', 'item'],
  adlib: ['name', 'id', 'item'],
  segment: ['name', 'id', 'title', 'part'],
  audio: ['sound', 'music', 'mp3', 'file'],
  foregrounds: ['image', 'images', 'picture', 'pictures', 'overlay', 'overlays'],
  duration: ['length', 'lasts'],
  urgency: ['priority', 'prio'],
  timezone: ['tz', 'zone'],
  drop: ['hold', 'rank', 'keep'],
  cron: ['every', 'repeat', 'rule', 'daily', 'weekly'],
  disclosure: ['disclaimer', 'notice'],
  include: ['import', 'imports', 'extends', 'use', 'shared'],
  between: ['window', 'during'],
  variables: ['vars', 'params', 'parameters', 'values', 'placeholders'],
  presenter: ['host', 'avatar', 'anchor', 'moderator', 'speaker'],
  script: ['loop', 'idle', 'default'],
  expires: ['timeout', 'ttl', 'deadline'],
  overrides: ['changes', 'instead'],
  except: ['exclude', 'exceptions', 'holidays'],
}

/** A city or a name of Windows is no zone, and it is plain which one is meant. */
export function suggestZone(written: string): string | undefined {
  const zones = Intl.supportedValuesOf('timeZone')
  const city = fold(written)
  return (
    windowsZone(written) ??
    zones.find((zone) => fold(zone.slice(zone.lastIndexOf('/') + 1)) === city) ??
    suggest(written, zones)
  )
}

/** `did you mean "voice"?`, or undefined. */
export function didYouMean(
  written: string,
  known: Iterable<string>,
  nearest = suggest,
): string | undefined {
  const near = nearest(written, known)
  return near === undefined ? undefined : `did you mean "${near}"?`
}

/** Case and separators are what people get wrong first: `faceFeatureId` is `face_feature_id`. */
const fold = (name: string) => name.slice(0, COMPARED_MAX).toLowerCase().replace(/[-_ ]/g, '')

/** Insertions, removals, replacements and swaps of neighbours; gives up at `most`. */
function distance(a: string, b: string, most: number): number {
  if (Math.abs(a.length - b.length) >= most) return most
  let beforeLast: number[] = []
  let last = Array.from({ length: b.length + 1 }, (_, j) => j)
  for (let i = 1; i <= a.length; i++) {
    const row = [i]
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1]
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]
      row[j] = Math.min(
        (row[j - 1] ?? 0) + 1,
        (last[j] ?? 0) + 1,
        (last[j - 1] ?? 0) + (same ? 0 : 1),
        swapped ? (beforeLast[j - 2] ?? 0) + 1 : most,
      )
    }
    if (Math.min(...row) >= most) return most
    beforeLast = last
    last = row
  }
  return last[b.length] ?? most
}
