/**
 * Pictures as they can be had: one that was found missing or damaged gives way to its alternative, or is left out. What
 * shows it airs all the same: a show without its logo is better than none.
 */
import { pictured } from '../compile/media-used.js'
import type { LiveScript, Programme, TakeoverScript } from '../compile/programme.js'
import type { Picture } from '../rundown/rundown.js'
import type { Finding } from './preflight.js'

/** Said in the as-run log; the script itself, if nothing is wrong with its pictures. */
export function takeoverAsHad(
  script: TakeoverScript,
  findings: readonly Finding[],
): TakeoverScript {
  if (findings.length === 0) return script
  const wrong = pictured(script).filter(({ url }) => faultOf(url, findings))
  if (wrong.length === 0) return script
  const said = wrong.map((one) => saidOf(one, findings))
  return {
    ...script,
    foregrounds: had(script.foregrounds, findings),
    background: script.background && had([script.background], findings)[0],
    instead: [script.instead, ...new Set(said)].filter((part) => part !== undefined).join('; '),
  }
}

export const scriptAsHad = (script: LiveScript, findings: readonly Finding[]): LiveScript => ({
  ...script,
  stage: {
    ...script.stage,
    backgrounds: had(script.stage.backgrounds, findings),
    foregrounds: had(script.stage.foregrounds, findings),
  },
})

/** What comes of it where it is shown; undefined: it is no picture, or nothing comes of it. */
export function outcomeOf(
  { liveScript, cues, adlibs }: Programme,
  { path, is }: Finding,
  findings: readonly Finding[],
): string | undefined {
  if (is === 'unsure') return undefined
  const { stage } = liveScript
  const items = [...cues, ...adlibs].flatMap(({ script }) => pictured(script))
  const all = [...stage.backgrounds, ...stage.foregrounds, ...items]
  const shown = all.filter(({ url }) => url === path)
  if (shown.length === 0) return undefined
  const instead = new Set(shown.map((one) => alternativeOf(one, findings)))
  return [...instead]
    .map((one) => (one === undefined ? 'it is left out' : `${one} is shown in its place`))
    .join(', or ')
}

const had = (pictures: readonly Picture[], findings: readonly Finding[]): readonly Picture[] =>
  pictures.flatMap((picture) => {
    if (!faultOf(picture.url, findings)) return [picture]
    const { alternative: _, ...rest } = picture
    const url = alternativeOf(picture, findings)
    return url === undefined ? [] : [{ ...rest, url }]
  })

function saidOf(picture: Picture, findings: readonly Finding[]): string {
  const { url } = picture
  const instead = alternativeOf(picture, findings)
  const why = `${url}: ${faultOf(url, findings)?.says ?? ''}`
  return instead === undefined ? `without ${why}` : `with ${instead}, as ${why}`
}

const alternativeOf = ({ alternative }: Picture, findings: readonly Finding[]) =>
  alternative !== undefined && !faultOf(alternative, findings) ? alternative : undefined

/** What could only not be reached from here the platform may reach. */
const faultOf = (url: string, findings: readonly Finding[]) =>
  findings.find(({ path, is }) => path === url && is !== 'unsure')
