/** Short shows whose every cue says something of its own, so that the vendor's record alone tells what aired how often. */

export interface PlannedCue {
  readonly id: string
  /** Seconds after the start. */
  readonly at: number
  readonly doubt: 'once' | 'must'
  readonly text: string
}

export interface PlannedShow {
  readonly id: string
  readonly startsAt: number
  readonly endsAt: number
  readonly cues: readonly PlannedCue[]
}

export interface ShowWish {
  readonly id: string
  readonly startsAt: number
  readonly seconds: number
  /** A cue so often, from two seconds after the start to `until`. */
  readonly every: number
  readonly until: number
  /** One of so many is a `must`; 0: none. */
  readonly must: number
}

const FIRST_CUE = 2

export function aShow({ id, startsAt, seconds, every, until, must }: ShowWish): PlannedShow {
  const count = Math.max(0, Math.floor((until - FIRST_CUE) / every) + 1)
  const cues = Array.from({ length: count }, (_, n): PlannedCue => {
    const doubt = must > 0 && n % must === must - 1 ? 'must' : 'once'
    return {
      id: `item-${n}`,
      at: FIRST_CUE + n * every,
      doubt,
      text: `Item ${n} of the show ${id}. Thank you.`,
    }
  })
  return { id, startsAt, endsAt: startsAt + seconds * 1_000, cues }
}

/** The next full second at least this far ahead. */
export const ahead = (seconds: number): number => Math.ceil(Date.now() / 1_000 + seconds) * 1_000

export const rundownOf = ({ id, startsAt, endsAt, cues }: PlannedShow): string =>
  `show: ${id}
timezone: UTC
schedule: [{ at: ${written(startsAt)}, duration: ${Math.round((endsAt - startsAt) / 1_000)}s }]
presenter:
  role: { id: 1, face_feature_id: nina, name: Li, url: https://cdn.example/nina.zip }
  voice: { qid: nina-warm, language: en-US }
script: { say: Welcome to this channel. It goes on all day long. }
${cues.length === 0 ? '' : 'segments:\n  - segment: all\n    cues:\n'}${cues.map(lineOf).join('')}`

const lineOf = ({ id, at, doubt, text }: PlannedCue) =>
  `      - { cue: ${id}, at: +${at}s, doubt: ${doubt}, say: ${text} }\n`

const written = (at: number) => new Date(at).toISOString().slice(0, 19)
