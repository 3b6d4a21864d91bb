/**
 * A rundown as written → as meant: durations are numbers, times are parsed, defaults are filled in.
 */
import { hours, isZone } from '../time.js'
import type { Notes } from './notes.js'
import { pointer } from './pointer.js'
import type {
  AccountId,
  Cue,
  CueId,
  CueTime,
  Picture,
  Presenter,
  Rundown,
  Script,
  ShowId,
  Speech,
  Stage,
  When,
} from './rundown.js'
import { normalisedSlot } from './slot.js'
import { suggest } from './suggest.js'
import { duration, parseCueTime } from './when.js'
import type {
  WrittenCue,
  WrittenPicture,
  WrittenPresenter,
  WrittenRundown,
  WrittenScript,
  WrittenSpeech,
  WrittenStage,
} from './written.js'

export function normalised(written: WrittenRundown, notes: Notes): Rundown {
  return {
    show: written.show as ShowId,
    title: written.title ?? written.show,
    account: written.account as AccountId | undefined,
    timezone: zone(written.timezone, notes),
    schedule: written.schedule.map((slot, i) =>
      normalisedSlot(slot, pointer('schedule', i), notes),
    ),
    presenter: presenter(written.presenter),
    stage: stage(written.stage ?? {}, notes),
    script: script(written.script),
    variables: written.variables ?? {},
    segments: (written.segments ?? []).map(({ segment, cues }, i) => ({
      segment,
      cues: cues.map((one, j) => cue(one, pointer('segments', i, 'cues', j), notes)),
    })),
  }
}

function zone(written: string | undefined, notes: Notes): string | undefined {
  if (written === undefined || isZone(written)) return written
  const near = suggest(written, Intl.supportedValuesOf('timeZone'))
  notes.error({
    place: '/timezone',
    code: 'unknown-zone',
    says: `there is no time zone "${written}"`,
    hint: near === undefined ? 'for example Asia/Shanghai' : `did you mean "${near}"?`,
  })
  return undefined
}

const presenter = ({ role, voice }: WrittenPresenter): Presenter => ({
  role: {
    id: role.id,
    faceFeatureId: role.face_feature_id,
    name: role.name,
    url: role.url,
    position: role.position ?? { x: 0, y: 0 },
    scale: role.scale ?? 1,
  },
  voice: {
    id: voice.id,
    qid: voice.qid,
    vendor: voice.vendor,
    name: voice.name,
    language: voice.language,
    pitch: voice.pitch ?? 0,
    speed: voice.speed ?? 1,
    volume: voice.volume ?? 100,
  },
})

function stage(written: WrittenStage, notes: Notes): Stage {
  const [width, height] = written.resolution ?? []
  return {
    resolution: width === undefined || height === undefined ? undefined : [width, height],
    bitrate: written.bitrate,
    backgrounds: pictures(written.backgrounds, '/stage/backgrounds', notes),
    foregrounds: pictures(written.foregrounds, '/stage/foregrounds', notes),
    beautify: written.beautify,
  }
}

const script = (written: WrittenScript): Script => ({
  ...speech(written),
  repeat: written.repeat ?? 'forever',
  cutIn: written['cut-in'],
})

const speech = ({ say, ssml, audio }: WrittenSpeech): Speech => ({
  // A block text ends with a line break nobody speaks.
  say: say?.trimEnd(),
  ssml: ssml ?? false,
  audio: audio === undefined ? [] : typeof audio === 'string' ? [audio] : audio,
})

function cue(written: WrittenCue, place: string, notes: Notes): Cue {
  const { expires, background } = written
  return {
    cue: written.cue as CueId,
    when: when(written, place, notes),
    ...speech(written),
    foregrounds: pictures(written.foregrounds, `${place}/foregrounds`, notes),
    background: background && picture(background, `${place}/background`, notes),
    expires: expires === undefined ? undefined : duration(expires, `${place}/expires`, notes),
    urgency: written.urgency ?? 'routine',
    doubt: written.doubt ?? 'once',
  }
}

function when(written: WrittenCue, place: string, notes: Notes): When {
  const { at, every, from, after } = written
  if (after !== undefined) return { kind: 'after', after: after as CueId }
  if (every === undefined) return { kind: 'at', at: cueTime(at ?? 'start', `${place}/at`, notes) }
  return {
    kind: 'every',
    every: duration(every, `${place}/every`, notes),
    from: from === undefined ? undefined : cueTime(from, `${place}/from`, notes),
  }
}

function cueTime(written: string, place: string, notes: Notes): CueTime {
  const time = parseCueTime(written)
  if (time !== undefined) return time
  const says = `no clock shows ${written}, or it is too long a time`
  notes.error({ place, code: 'out-of-range', says, hint: 'clock times go from 00:00 to 23:59:59' })
  return { from: 'start', plus: hours(0) }
}

const pictures = (
  written: readonly WrittenPicture[] | undefined,
  place: string,
  notes: Notes,
): readonly Picture[] => (written ?? []).map((one, i) => picture(one, place + pointer(i), notes))

function picture(written: WrittenPicture, place: string, notes: Notes): Picture {
  const { image, video, name, box, loop, from } = written
  const [x, y, width, height] = box ?? []
  const isBox = x !== undefined && y !== undefined && width !== undefined && height !== undefined
  return {
    kind: video === undefined ? 'image' : 'video',
    name,
    url: video ?? image ?? '',
    box: isBox ? [x, y, width, height] : undefined,
    loop,
    from: from === undefined ? undefined : duration(from, `${place}/from`, notes),
    for: written.for === undefined ? undefined : duration(written.for, `${place}/for`, notes),
  }
}
