/**
 * Media that lie beside a rundown get an address, as if they had been published: the platform's stand-in takes nothing
 * else. Who draws and plays them finds the file behind the address.
 */
import type { Programme, Reserve, TakeoverScript } from '../core/compile/programme.js'
import type { Picture } from '../core/rundown/rundown.js'

export interface OnDisk {
  readonly programme: Programme
  /** The file behind each address. */
  readonly files: ReadonlyMap<string, string>
}

/** No name in it can be looked up (RFC 2606). */
const HOST = 'https://on-disk.invalid/'
export const isInvented = (text: string) => text.includes(HOST)

export function published(programme: Programme): OnDisk {
  const files = new Map<string, string>()
  const at = (path: string, ending: string): string => {
    if (/^https?:/i.test(path)) return path
    const name = encodeURI(path.replaceAll('\\', '/').replace(/^(\.*\/)+/, ''))
    const url = `${HOST}${name}${name.toLowerCase().endsWith(ending) ? '' : ending}`
    files.set(url, path)
    return url
  }
  const shown = (path: string, kind: Picture['kind']) =>
    at(path, kind === 'video' ? '.mp4' : (/\.jpe?g$/i.exec(path)?.[0] ?? '.png'))
  const picture = ({ alternative, ...one }: Picture): Picture => ({
    ...one,
    url: shown(one.url, one.kind),
    ...(alternative !== undefined && { alternative: shown(alternative, one.kind) }),
  })
  const takeover = (script: TakeoverScript): TakeoverScript => ({
    ...script,
    audio: script.audio && at(script.audio, '.mp3'),
    foregrounds: script.foregrounds.map(picture),
    background: script.background && picture(script.background),
  })
  const { liveScript, cues, adlibs } = programme
  const { stage, audio } = liveScript
  return {
    files,
    programme: {
      ...programme,
      liveScript: {
        ...liveScript,
        audio: audio.map((path) => at(path, '.mp3')),
        stage: {
          ...stage,
          backgrounds: stage.backgrounds.map(picture),
          foregrounds: stage.foregrounds.map(picture),
        },
      },
      cues: cues.map((cue) => item(cue, takeover)),
      adlibs: adlibs.map((adlib) => item(adlib, takeover)),
    },
  }
}

const item = <Item extends Reserve & { readonly script: TakeoverScript }>(
  one: Item,
  takeover: (script: TakeoverScript) => TakeoverScript,
): Item => ({
  ...one,
  script: takeover(one.script),
  ...(one.alternative && { alternative: takeover(one.alternative) }),
})
