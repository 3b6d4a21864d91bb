/** A rundown and, where there is one, a station → what is rehearsed, or what is wrong. */

import { LEVEL_USUAL } from '../config/media.js'
import type { Account } from '../config.js'
import type { PlannedQuestion } from '../core/ask/planned.js'
import type { SoundForm } from '../core/compile/media-forms.js'
import type { Programme } from '../core/compile/programme.js'
import { LEAD } from '../core/limits.js'
import type { AccountFacts } from '../core/plan/account.js'
import type { Occurrence } from '../core/plan/calendar.js'
import { isError } from '../core/rundown/problem.js'
import type { AccountId } from '../core/rundown/rundown.js'
import { hours, type Instant, isZone, local, parseInstant } from '../core/time.js'
import { questionsInMemory } from '../journal/in-memory.js'
import type { Wanted } from '../media/conform.js'
import type { Kept } from '../media/vault.js'
import { platforms } from '../platform/platforms.js'
import { farEnds, PLATFORM_USUAL } from '../rehearsal/far-end.js'
import { isInvented, type OnDisk, published } from '../rehearsal/on-disk.js'
import { type Rehearsal, rehearse } from '../rehearsal/rehearse.js'
import { parseFaults } from '../stand-in/softsugar/faults.js'
import { nextAiring } from './compile.js'
import { keptIn, soundOf } from './known-sounds.js'
import { loadFile } from './load.js'
import { programmeOf } from './programmes.js'
import type { Flags } from './rehearse.js'
import { lookAt } from './rehearse-files.js'
import { loadQuestions } from './rehearse-questions.js'
import { type Output, problemsAsText } from './show-problems.js'
import { stationIfAny } from './station-config.js'

export interface Prepared {
  readonly file: string
  readonly programme: Programme
  readonly occurrence: Occurrence
  readonly account: AccountFacts
  readonly price: Account['price']
  readonly files: OnDisk['files']
  /** What the station made of a sound before. */
  readonly keptSound: (path: string) => Kept | undefined
  /** How sounds are levelled on air. */
  readonly sound: Wanted & { readonly form: SoundForm }
  /** As the config names it. */
  readonly ffmpeg: string | undefined
  /** undefined: nobody asks anything. */
  readonly questions: readonly PlannedQuestion[] | undefined
  /** What no show of the station may say. */
  readonly blocked: readonly string[]
  readonly flags: Pick<Flags, 'seed' | 'faults' | 'for'>
}

/** The exit code, if nothing can be rehearsed. */
export function prepare(
  file: string,
  flags: Flags,
  now: Instant,
  output: Output,
): Prepared | 1 | 2 {
  const refuse = <Code extends 1 | 2>(code: Code, says: string): Code => {
    output.trouble(`error: ${says}\n`)
    return code
  }
  if (!isZone(flags.timezone)) return refuse(2, `there is no time zone "${flags.timezone}"`)
  const faults = parseFaults(flags.faults)
  if (!faults.ok) return refuse(2, `--faults: ${faults.problems.join('; ')}`)
  const { config, problems: wrong } = stationIfAny(flags.config)
  output.trouble(problemsAsText(wrong, new Map(), output.colour))
  if (wrong.some(isError)) return 1
  const zone = config?.timezone ?? flags.timezone
  const written = programmeOf(loadFile(file), { zone, account: config?.accounts[0]?.id }, output)
  if (written === undefined) return 1
  const at = flags.at === undefined ? now : parseInstant(flags.at, written.timezone)
  if (at === undefined)
    return refuse(2, `--at takes a time such as 2026-11-23T09:00, not "${flags.at}"`)
  const occurrence = nextAiring(written, at)
  if (occurrence === undefined)
    return refuse(1, `${file} has no airing at or after ${local(at, written.timezone)}`)
  const asking = flags.questions
  const questions = asking === undefined ? undefined : loadQuestions(asking, output)
  if (asking !== undefined && questions === undefined) return 1
  if (questions && !written.questions)
    return refuse(1, `${file} takes no questions: it has no block "questions"`)
  const own = config?.accounts.find(({ id }) => id === written.account)
  const { programme, files } = published(written)
  const form = soundOf(own?.platform)
  return {
    file,
    programme,
    occurrence,
    account: factsOf(written.account, own),
    price: own?.price,
    files,
    keptSound: keptIn(config, form),
    sound: { form, target: config?.media ?? LEVEL_USUAL },
    ffmpeg: config?.ffmpeg,
    questions,
    blocked: config?.questions.blocked ?? [],
    flags,
  }
}

export async function rehearsed(all: Prepared): Promise<Rehearsal> {
  const { flags, keptSound, ffmpeg, questions, blocked, ...prepared } = all
  const { lengths: sounds, findings } = await lookAt(
    prepared.files,
    (path) => keptSound(path)?.length,
    ffmpeg,
  )
  const programme = { ...prepared.programme, sounds: Object.fromEntries(sounds) }
  const { seed, faults, for: span } = flags
  const orders = { ...prepared, programme, sounds, findings, seed, faults, span }
  if (!questions) return asWritten(await rehearse(orders), prepared.files)
  using book = questionsInMemory()
  const played = await rehearse({ ...orders, audience: { questions, book, blocked } })
  return asWritten(played, prepared.files)
}

/** A producer knows a file by its name in the rundown, not by the address it was given for the stand-in. */
function asWritten(played: Rehearsal, files: OnDisk['files']): Rehearsal {
  const known = [...files].sort(([one], [other]) => other.length - one.length)
  const named = (text: string) =>
    isInvented(text) ? known.reduce((all, [url, path]) => all.replaceAll(url, path), text) : text
  const rows = played.rows.map(({ row, at }) => ({
    row: {
      ...row,
      title: named(row.title),
      media: row.media && named(row.media),
      says: row.says && named(row.says),
    },
    at,
  }))
  const tells = played.tells.map((tell) => ({ ...tell, says: named(tell.says) }))
  return { ...played, rows, tells }
}

/** Without a station: a platform’s usual account, with a slot for the airing and one for a relay. */
function factsOf(id: AccountId, account: Account | undefined): AccountFacts {
  const known = account?.platform ?? PLATFORM_USUAL
  const platform = known in farEnds ? known : PLATFORM_USUAL
  const dialect = platforms[platform]?.dialect
  return {
    id,
    platform,
    station: 'rehearsal',
    exclusive: true,
    slots: account?.sessions ?? 2,
    lead: account?.lead ?? LEAD,
    sessionMaxAge: account?.sessionMaxAge ?? dialect?.sessionMaxAge ?? hours(23),
    queueShare: dialect?.queueShare ?? 1,
    textMin: dialect?.speech.textMin ?? 1,
    textMax: dialect?.speech.textMax ?? 10_000,
  }
}
