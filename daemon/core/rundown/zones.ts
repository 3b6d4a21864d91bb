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
  const turned = etcetera(written)
  if (turned !== undefined) return turned
  const place = AT_OFFSET[offsetIn(written) ?? ''] ?? STANDARD_TIME[written.toUpperCase()]
  if (place === undefined && offsetIn(written) === undefined) return undefined
  return {
    isZone: true,
    code: 'fixed-offset',
    says: `"${written}" is a fixed offset: it never goes on summer time`,
    hint: `write the zone of the place, such as ${place ?? 'Europe/Berlin'}`,
  }
}

/** `Etc/GMT+8` is eight hours WEST of Greenwich, as POSIX counts; hardly anybody who writes it means that. */
function etcetera(written: string): ZoneTrouble | undefined {
  const [, sign, hours = ''] = /^Etc\/GMT([+-])([1-9]\d?)$/i.exec(written) ?? []
  if (sign === undefined) return undefined
  const other = sign === '+' ? '-' : '+'
  const places = [other, sign].flatMap((one) => {
    const place = AT_OFFSET[`${one}${hours.padStart(2, '0')}:00`]
    return place === undefined ? [] : [`${place} for UTC${one}${hours}`]
  })
  return {
    isZone: true,
    code: 'fixed-offset',
    says: `"${written}" is UTC${other}${hours}: these zones count the other way round, and never go on summer time`,
    hint: `write the zone of the place, such as ${places.join(', or ')}`,
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
  '-11:00': 'Pacific/Pago_Pago',
  '-10:00': 'Pacific/Honolulu',
  '-09:00': 'America/Anchorage',
  '-08:00': 'America/Los_Angeles',
  '-07:00': 'America/Denver',
  '-06:00': 'America/Chicago',
  '-05:00': 'America/New_York',
  '-04:00': 'America/Halifax',
  '-03:30': 'America/St_Johns',
  '-03:00': 'America/Sao_Paulo',
  '-02:00': 'America/Noronha',
  '-01:00': 'Atlantic/Azores',
  '+00:00': 'Europe/London (or UTC, if that is meant)',
  '+01:00': 'Europe/Berlin',
  '+02:00': 'Europe/Athens (or Europe/Berlin, if that is its summer time)',
  '+03:00': 'Europe/Istanbul',
  '+03:30': 'Asia/Tehran',
  '+04:00': 'Asia/Dubai',
  '+04:30': 'Asia/Kabul',
  '+05:00': 'Asia/Karachi',
  '+05:30': 'Asia/Kolkata',
  '+05:45': 'Asia/Kathmandu',
  '+06:00': 'Asia/Dhaka',
  '+06:30': 'Asia/Yangon',
  '+07:00': 'Asia/Bangkok',
  '+08:00': 'Asia/Shanghai',
  '+09:00': 'Asia/Tokyo',
  '+09:30': 'Australia/Adelaide',
  '+10:00': 'Australia/Sydney',
  '+10:30': 'Australia/Lord_Howe',
  '+11:00': 'Pacific/Noumea',
  '+12:00': 'Pacific/Auckland',
  '+12:45': 'Pacific/Chatham',
  '+13:00': 'Pacific/Tongatapu',
  '+14:00': 'Pacific/Kiritimati',
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
