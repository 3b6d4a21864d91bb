/** The name of a time zone as somebody wrote it: none at all, or one that is probably not meant. */
import { isZone } from '../time.js'
import type { Note } from './notes.js'
import { suggestZone } from './suggest.js'

export type ZoneTrouble = Pick<Note, 'code' | 'says' | 'hint'> & { readonly isZone: boolean }

/** undefined: nothing to say. One that never goes on summer time is read as it stands, and told. */
export function zoneTrouble(written: string): ZoneTrouble | undefined {
  if (!isZone(written)) {
    const says = `there is no time zone "${written}"`
    return { isZone: false, code: 'unknown-zone', says, hint: unknownHint(written) }
  }
  const place = AT_OFFSET[offsetIn(written) ?? ''] ?? STANDARD_TIME[written.toUpperCase()]
  if (place === undefined && offsetIn(written) === undefined) return undefined
  return {
    isZone: true,
    code: 'fixed-offset',
    says: `"${written}" is a fixed offset: it never goes on summer time`,
    hint: `write the zone of the place, such as ${place ?? 'Europe/Berlin'}`,
  }
}

function unknownHint(written: string): string {
  const near = ABBREVIATIONS[written.toUpperCase()] ?? suggestZone(written)
  if (near !== undefined) return `did you mean "${near}"?`
  const offset = offsetIn(written.replace(/^(?:UTC|GMT)(?=.)/i, ''))
  return `for example ${AT_OFFSET[offset ?? ''] ?? 'Asia/Shanghai'}`
}

/** `+01:00` of what is written as +1, +01, +0100 or +01:00. */
function offsetIn(written: string): string | undefined {
  const parts = /^([+-])(\d{1,2})(?::?(\d\d))?$/.exec(written.trim())
  return parts ? `${parts[1]}${parts[2]?.padStart(2, '0')}:${parts[3] ?? '00'}` : undefined
}

/** A place whose winter has this offset, for an example. */
const AT_OFFSET: Readonly<Record<string, string>> = {
  '-08:00': 'America/Los_Angeles',
  '-07:00': 'America/Denver',
  '-06:00': 'America/Chicago',
  '-05:00': 'America/New_York',
  '-03:00': 'America/Sao_Paulo',
  '+00:00': 'Europe/London (or UTC, if that is meant)',
  '+01:00': 'Europe/Berlin',
  '+02:00': 'Europe/Athens (or Europe/Berlin, if that is its summer time)',
  '+03:00': 'Europe/Istanbul',
  '+04:00': 'Asia/Dubai',
  '+05:30': 'Asia/Kolkata',
  '+07:00': 'Asia/Bangkok',
  '+08:00': 'Asia/Shanghai',
  '+09:00': 'Asia/Tokyo',
  '+10:00': 'Australia/Sydney',
}

/** Names of the IANA's list that are winter all year, and are written by people who have a summer time. */
const STANDARD_TIME: Readonly<Record<string, string>> = {
  EST: 'America/New_York',
  MST: 'America/Denver',
}

/** What people call their clock. Not here: CST and IST, which are three zones each. */
const ABBREVIATIONS: Readonly<Record<string, string>> = {
  PST: 'America/Los_Angeles',
  PDT: 'America/Los_Angeles',
  MDT: 'America/Denver',
  CDT: 'America/Chicago',
  EDT: 'America/New_York',
  BST: 'Europe/London',
  CEST: 'Europe/Berlin',
  MEZ: 'Europe/Berlin',
  MESZ: 'Europe/Berlin',
  EEST: 'Europe/Athens',
  MSK: 'Europe/Moscow',
  SGT: 'Asia/Singapore',
  HKT: 'Asia/Hong_Kong',
  KST: 'Asia/Seoul',
  JST: 'Asia/Tokyo',
  AEST: 'Australia/Sydney',
  AEDT: 'Australia/Sydney',
}
