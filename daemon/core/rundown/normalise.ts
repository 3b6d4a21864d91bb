/**
 * A rundown as written → as meant: durations are numbers, times are parsed, defaults are filled in.
 */
import { adlib, cue, disclosure, script } from './item.js'
import type { Notes } from './notes.js'
import { pictures } from './picture.js'
import { pointer } from './pointer.js'
import { questions } from './questions.js'
import type { AccountId, Presenter, Rundown, ShowId, Stage, Variable } from './rundown.js'
import type { Shelf } from './shelf.js'
import { normalisedSlot } from './slot.js'
import type { WrittenPresenter, WrittenRundown, WrittenStage, WrittenVariable } from './written.js'
import { zoneTrouble } from './zones.js'

export function normalised(
  written: WrittenRundown,
  shelf: Shelf,
  stationZone: string,
  notes: Notes,
): Rundown {
  const timezone = zone(written.timezone, notes)
  const place = { shelf, zone: timezone ?? stationZone, notes }
  return {
    show: written.show as ShowId,
    title: written.title ?? written.show,
    account: written.account as AccountId | undefined,
    timezone,
    schedule: written.schedule.map((slot, i) =>
      normalisedSlot(slot, pointer('schedule', i), place),
    ),
    presenter: presenter(written.presenter),
    stage: stage(written.stage ?? {}, notes),
    script: script(written.script, notes),
    variables: variables(written.variables ?? {}),
    segments: (written.segments ?? []).map(({ segment, cues }, i) => ({
      segment,
      cues: cues.map((one, j) => cue(one, `/segments/${i}/cues/${j}`, notes)),
    })),
    adlibs: (written.adlibs ?? []).map((one, i) => adlib(one, pointer('adlibs', i), notes)),
    questions: written.questions && questions(written.questions, notes),
    disclosure: written.disclosure && disclosure(written.disclosure, notes),
  }
}

function zone(written: string | undefined, notes: Notes): string | undefined {
  const trouble = written === undefined ? undefined : zoneTrouble(written)
  if (trouble === undefined) return written
  const { isZone, ...told } = trouble
  if (isZone) notes.warn({ place: '/timezone', ...told })
  else notes.error({ place: '/timezone', ...told })
  return isZone ? written : undefined
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

const variables = (
  written: Readonly<Record<string, WrittenVariable>>,
): Readonly<Record<string, Variable>> =>
  Object.fromEntries(
    Object.entries(written).map(([name, one]) => [
      name,
      typeof one === 'string'
        ? { value: one, about: undefined }
        : { value: one.default, about: one.about },
    ]),
  )
