/**
 * The microphone's words (E10): what goes up, and what each number that comes down means. Pure; the
 * socket is in `line.ts`.
 */
import { type NotApplied, notApplied } from '../../core/plan/outcome.js'
import type { Json } from '../contract.js'
import { type Fields, isFields, oneLine, text } from './answers.js'

/**
 * The vendor's page does not say which sound it takes. 16-bit little-endian PCM, mono, 16 kHz is what
 * its sibling services and public clients of it send [inference].
 */
export const VOICE = { sampleRate: 16_000 } as const

export const BEGIN: Json = { code: 0, message: 'begin' }
export const EOF: Json = { code: 99, message: 'eof' }

/** What came down the line. */
export type Down =
  | { readonly is: 'ready' }
  /** The line is of no use, and never was. */
  | { readonly is: 'refused'; readonly outcome: NotApplied }
  /** It was of use, and is no more. */
  | { readonly is: 'stopped'; readonly says: string }
  /** Progress of takeovers (18, 19, 20), or a number nobody has heard of: the queue is read anyway. */
  | { readonly is: 'other' }

export function readDown(frame: string): Down {
  const { code, message } = fieldsOf(frame)
  // The table says String, every sample is a number: both are taken.
  const number = typeof code === 'number' ? code : Number(text(code) ?? Number.NaN)
  const words = oneLine(text(message) ?? '')
  const says = `code ${number}${words === '' ? '' : `: ${words}`}`
  switch (number) {
    case 1:
      return { is: 'refused', outcome: notApplied('unauthorised', says) }
    case 2:
      return { is: 'ready' }
    case 4:
    case 5:
      return { is: 'stopped', says }
    case 6:
      return { is: 'refused', outcome: notApplied('refused', says) }
    case 7:
      return { is: 'refused', outcome: notApplied('busy', says) }
    default:
      return { is: 'other' }
  }
}

function fieldsOf(frame: string): Fields {
  try {
    const body: unknown = JSON.parse(frame)
    return isFields(body) ? body : {}
  } catch {
    return {}
  }
}
