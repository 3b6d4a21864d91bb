/** `onair rehearse --render FILE.mp4`: what the audience would have seen and heard, as a film. */
import { resolve } from 'node:path'
import { after, before, type Instant, instant, local, millis } from '../core/time.js'
import { heardAsOnAir } from '../media/conform.js'
import { type Probed, probe } from '../media/probe.js'
import { findTools, isFound, type Tools } from '../media/tools.js'
import type { Rehearsal } from '../rehearsal/rehearse.js'
import { type FilmOrders, makeFilm } from '../render/film.js'
import { missingFonts } from '../render/letters.js'
import type { Span } from '../render/span.js'
import type { SoundFile } from '../render/voice.js'
import type { Prepared } from './rehearse-prepare.js'
import type { Output } from './show-problems.js'

/** The end is seen before it is over. */
const TAIL = millis(1_000)

export async function renderFilm(
  path: string,
  prepared: Prepared,
  played: Rehearsal,
  output: Output,
): Promise<0 | 1 | 3> {
  const tools = await findTools(prepared.ffmpeg)
  if (!isFound(tools)) {
    output.trouble(`error: --render: ${tools.says}; ${tools.hint}\n`)
    return 3
  }
  const spans = played.farEnd.spans()
  const last = spans.at(-1)
  if (!last) {
    output.trouble('error: nothing was ever on air, so there is nothing to see\n')
    return 1
  }
  const fonts = missingFonts()
  if (fonts !== undefined) output.trouble(`warning: ${fonts}\n`)
  const { timezone, title } = prepared.programme
  using leaving = interruption()
  const unseen: string[] = []
  const sounds = openSounds(tools, prepared, leaving.signal)
  const filmed = await makeFilm(tools, {
    ...lengthOf(played.startsAt, spans),
    output: resolve(path),
    title: `rehearsal · ${title}`,
    clock: (at) => local(instant(at), timezone).slice(11, 19),
    pictureFile: (url) => prepared.files.get(url),
    soundFile: sounds.soundFile,
    onUnseen: (url, says) => unseen.push(`${prepared.files.get(url) ?? url}: ${says}`),
    onProgress: progress(output),
    signal: leaving.signal,
  })
  if (!filmed.ok) {
    const stopped = leaving.signal.aborted
    // The line of the progress is not at its end.
    const line = process.stderr.isTTY === true ? '\n' : ''
    const says = stopped ? 'stopped: nothing of it is left' : filmed.says
    output.trouble(`${line}error: ${path}: ${says}\n`)
    return stopped ? 1 : 3
  }
  for (const says of unseen)
    output.trouble(`warning: ${says}; what is missing of it is a box, or its last frame\n`)
  for (const says of sounds.unplayed)
    output.trouble(`warning: ${says}; a chime is heard in its place\n`)
  const begins = local(lengthOf(played.startsAt, spans).from, timezone).slice(11, 19)
  output.trouble(`${path}: ${filmed.frames} frames, 0:00 is ${begins}\n`)
  return 0
}

/** From the planned start, or what was on stage before it, to the end. */
function lengthOf(
  startsAt: Instant,
  spans: readonly Span[],
): Pick<FilmOrders, 'spans' | 'from' | 'until'> {
  const first = spans[0]?.at ?? startsAt
  const from = first < startsAt ? before(startsAt, millis(startsAt - first)) : startsAt
  const slate: readonly Span[] =
    first > from ? [{ ...NOTHING, at: from, slate: 'not on air yet' }] : []
  const all = [...slate, ...spans]
  return { spans: all, from, until: after(all.at(-1)?.at ?? from, TAIL) }
}

const NOTHING = {
  backgrounds: [],
  foregrounds: [],
  presenter: undefined,
  speech: undefined,
} as const

/**
 * As they are on air: what the station made of a sound, else the sound itself without the silence at its ends and as
 * loud as it will be. Asked of the file, once, for its name may say another format than it is.
 */
function openSounds(tools: Tools, { files, keptSound, sound }: Prepared, signal: AbortSignal) {
  const asked = new Map<string, Promise<SoundFile | undefined>>()
  const unplayed: string[] = []
  const look = async (path: string): Promise<SoundFile | undefined> => {
    const kept = keptSound(path)
    if (kept) return { path: kept.path, demuxer: sound.form.container }
    const own = resolve(path)
    const probed = await probe(tools, own)
    const found = await heardIn(tools, own, probed, sound, signal)
    if (found.ok) return { path: own, demuxer: found.demuxer, filter: found.filter }
    unplayed.push(`${path}: ${found.says}`)
    return undefined
  }
  const soundFile: FilmOrders['soundFile'] = (url) => {
    const path = files.get(url)
    const found = asked.get(url) ?? (path === undefined ? undefined : look(path))
    if (found) asked.set(url, found)
    return found
  }
  return { soundFile, unplayed }
}

async function heardIn(
  tools: Tools,
  path: string,
  probed: Probed,
  sound: Prepared['sound'],
  signal: AbortSignal,
) {
  if (!probed.ok) return probed
  if (!probed.probe.sound) return { ok: false, says: 'there is no sound in it' } as const
  const { demuxer } = probed.probe
  const heard = await heardAsOnAir(tools, path, probed.probe, sound, signal)
  return heard.ok ? { ...heard, demuxer } : heard
}

/** Ctrl-C leaves no half film; a second one does not wait for that. */
function interruption(): Disposable & { readonly signal: AbortSignal } {
  const leaving = new AbortController()
  const leave = () => leaving.abort()
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const
  for (const signal of signals) process.once(signal, leave)
  return {
    signal: leaving.signal,
    [Symbol.dispose]() {
      for (const signal of signals) process.off(signal, leave)
    },
  }
}

/** One line that is written over, where somebody looks. */
function progress(output: Output): ((share: number) => void) | undefined {
  if (process.stderr.isTTY !== true) return undefined
  let shown = -1
  return (share) => {
    const percent = Math.floor(share * 100)
    if (percent === shown) return
    shown = percent
    output.trouble(`\rrendering ${percent} %${percent === 100 ? '\n' : ''}`)
  }
}
