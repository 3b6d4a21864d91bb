/**
 * Slips of the hand behind what YAML complains of: the line it stumbles at often shows what was forgotten. Only where
 * the line is plain about it; everything else keeps the general words (syntax.ts).
 */
import { unseenName } from './meant.js'

export interface Slip {
  readonly says: string
  readonly hint: string
  /** The place in the line, where it is another than that of the stumble. */
  readonly at?: number
}

/** `line` is the one the package stumbled at; `isKey`: it looked for a key there. */
export function slipIn(line: string, isKey: boolean): Slip | undefined {
  if (/^(?:<{7}|={7}|>{7})(?: |$)/.test(line)) return CONFLICT
  const [indent = ''] = /^\s*/.exec(line) ?? []
  const unseen = unseenIn(indent) ?? unseenIn(/^\s*(?:- )?[\w-]+:?\s/.exec(line)?.[0] ?? '')
  if (unseen !== undefined) return { ...notABlank(unseen.name), at: unseen.at }
  const [, key] = /^\s*-([a-z][\w-]*): /i.exec(line) ?? []
  if (key !== undefined) return { says: 'a blank is missing behind "-"', hint: `write "- ${key}:"` }
  return isKey ? keySlip(line.trim()) : undefined
}

function unseenIn(beginning: string): { readonly name: string; readonly at: number } | undefined {
  const at = [...beginning].findIndex((sign) => unseenName(sign) !== undefined)
  const name = unseenName(beginning)
  return name === undefined ? undefined : { name, at }
}

const CONFLICT: Slip = {
  says: 'two versions of this file were not put together: a mark of the version control stands here',
  hint: 'keep one of the two, and remove the lines with <<<<<<<, ======= and >>>>>>>',
}

const notABlank = (name: string): Slip => ({
  says: `an unseen character (${name}) stands where a blank should be`,
  hint: 'delete it and type a blank; texts from web pages and word processors have them',
})

function keySlip(line: string): Slip | undefined {
  const [, wide] = /^(?:- )?([a-z][\w-]*) ?[：﹕]/i.exec(line) ?? []
  if (wide !== undefined) return { says: 'this ":" is a wide one', hint: `write "${wide}: "` }
  const [, close] = /^(?:- )?([a-z][\w-]*):\S/i.exec(line) ?? []
  if (close !== undefined)
    return { says: 'a blank is missing behind ":"', hint: `write "${close}: "` }
  const [, bare] = /^(?:- )?([a-z][\w-]*)(?: +[^:\s].*)?$/i.exec(line) ?? []
  return bare === undefined || line.includes(': ')
    ? undefined
    : {
        says: `there is no ":" behind "${bare}"`,
        hint: `write "${bare}: ", or indent the line if it goes on with the text above`,
      }
}
