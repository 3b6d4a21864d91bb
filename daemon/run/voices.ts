/**
 * Live voices between whoever speaks (a socket of the console) and the platform's line. The core decides when a line
 * is asked for and when it is let go; here the two ends are held together, and the voice passes through.
 */
import type { Guarded, LetGo } from '../core/plan/actions.js'
import type { AiringId } from '../core/plan/calendar.js'
import type { Event } from '../core/plan/events.js'
import { applied, notApplied, type Outcome } from '../core/plan/outcome.js'
import type { LineOver, Platform, VoiceLine } from '../platform/contract.js'

/** Who wants to speak. Told once that the line is there, and once that it is over. */
export interface Speaker {
  readonly ready: () => void
  readonly over: (how: LineOver['how'] | 'never', says: string) => void
}

export interface Voices {
  /** Before the microphone is asked for. The same request twice is refused. */
  readonly expect: (request: string, speaker: Speaker) => boolean
  /** The microphone was refused: nobody is expected any more. */
  readonly forget: (request: string) => void
  /** Nothing if there is no line, or not any more. */
  readonly hear: (request: string, pcm: Uint8Array) => void
  /** The speaker is done, or gone. */
  readonly end: (request: string) => void
  readonly open: (call: OpenLine, platform: Platform) => Promise<Outcome<true>>
  readonly letGo: (action: LetGo) => void
}

type OpenLine = Extract<Guarded, { type: 'open-line' }>

interface Held {
  readonly speaker: Speaker
  line: VoiceLine | undefined
  /** The speaker left before the line was there. */
  gone: boolean
}

export function openVoices(post: (event: Event) => void): Voices {
  const held = new Map<string, Held>()

  function over(request: string, how: LineOver['how'] | 'never', says: string): void {
    const voice = held.get(request)
    if (!voice) return
    held.delete(request)
    voice.line?.[Symbol.dispose]()
    voice.speaker.over(how, says)
  }

  function tell(airing: AiringId, request: string, how: 'ended' | 'broken', says: string): void {
    post({ type: 'line-over', airing, request, how, says })
  }

  return {
    expect(request, speaker) {
      if (held.has(request)) return false
      held.set(request, { speaker, line: undefined, gone: false })
      return true
    },
    forget: (request) => void held.delete(request),
    hear(request, pcm) {
      held.get(request)?.line?.send(pcm)
    },
    end(request) {
      const voice = held.get(request)
      if (!voice) return
      if (voice.line) voice.line.end()
      // The core asks for the line all the same when the queue is empty, and hears then that nobody wants it.
      else voice.gone = true
    },
    async open({ airing, session, request }, platform) {
      const voice = held.get(request)
      if (!voice || voice.gone) {
        held.delete(request)
        return notApplied('never-sent', GONE)
      }
      const opened = await platform.speak(session)
      if (opened.is !== 'applied') return opened
      const line = opened.value
      if (held.get(request) !== voice || voice.gone) {
        held.delete(request)
        line[Symbol.dispose]()
        return notApplied('never-sent', GONE)
      }
      voice.line = line
      void line.over.then(({ how, says }) => {
        tell(airing, request, how === 'ended' ? 'ended' : 'broken', says)
        over(request, how, says)
      })
      voice.speaker.ready()
      return applied(true)
    },
    letGo({ request, because }) {
      const voice = held.get(request)
      if (voice?.line) voice.line.end()
      else over(request, 'never', because)
    },
  }
}

const GONE = 'whoever asked for the microphone has gone'
