/** `onair log AIRING --format vtt`: the captions of one airing, from the times the platform confirmed. */
import { captionsOf, webVtt } from '../core/captions.js'
import { type AsRunLine, localTime } from '../journal/as-run.js'
import type { Output } from './show-problems.js'

type Numbered = Pick<AsRunLine, 'seq'>

/** As the journal's reader gives them, page by page. */
interface Rows {
  readonly after: (
    seq: number,
    airing: string | undefined,
    limit: number,
  ) => readonly (Heard & Numbered)[]
}

const PAGE = 1_000

/** Rows of more than one airing are no captions: whoever asked is told which there are. */
export function printVtt(reader: Rows, airing: string | undefined, output: Output): 0 | 1 {
  const rows = all(reader, airing)
  const airings = [...new Set(rows.map(({ occurrence_id }) => occurrence_id))]
  const [only] = airings
  if (only === undefined || airings.length > 1) {
    output.trouble(`error: ${unclear(airing, airings)}\n`)
    return 1
  }
  output.result(vttOf(rows))
  return 0
}

const NAMED_MAX = 5

function unclear(airing: string | undefined, airings: readonly string[]): string {
  if (airings.length === 0) return `nothing is logged of ${airing ?? 'any airing'}`
  const named = airings.slice(-NAMED_MAX).join(', ')
  return `captions are of one airing, and these are ${airings.length}: name one of them (latest: ${named})`
}

function all(reader: Rows, airing: string | undefined): readonly Heard[] {
  const rows: (Heard & Numbered)[] = []
  for (;;) {
    const page = reader.after(rows.at(-1)?.seq ?? 0, airing, PAGE)
    rows.push(...page)
    if (page.length < PAGE) return rows
  }
}

type Heard = Pick<
  AsRunLine,
  | 'type'
  | 'occurrence_id'
  | 'timezone'
  | 'actual_start'
  | 'actual_end'
  | 'text_or_media_ref'
  | 'language'
  | 'title'
>

/** Times count from the moment the airing went on air; a recording of it begins there. */
export function vttOf(rows: readonly Heard[]): string {
  const starts = rows.flatMap(({ actual_start }) => actual_start ?? [])
  const live = rows.flatMap(({ type, actual_start }) =>
    type === 'takeover' ? [] : (actual_start ?? []),
  )
  const zero = Math.min(...(live.length > 0 ? live : starts))
  const captions = rows
    .filter(({ type }) => type === 'takeover')
    .flatMap(({ actual_start: from, actual_end: until, text_or_media_ref: text, language }) =>
      from === null || until === null || text === null || isSound(text)
        ? []
        : captionsOf({ text, language: language ?? 'en', from: from - zero, until: until - zero }),
    )
    .filter(({ from, until }) => until > from)
    .sort((one, other) => one.from - other.from)
  const [row] = rows
  const began = row && Number.isFinite(zero) ? localTime(zero, row.timezone) : ''
  return webVtt(captions, [`${row?.occurrence_id ?? ''}, 00:00 is ${began}`])
}

/** A row of a sound has its address where words would stand. */
const isSound = (text: string) => /^\S+\.(?:mp3|wav|m4a|ogg|flac)(?:[?#]\S*)?$/i.test(text)
