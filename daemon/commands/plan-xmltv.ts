/**
 * A plan as an XMLTV programme guide. A show is a channel of its own: it has its own stream, and two shows of an
 * account may be on at once. Times always carry their offset.
 */
import { local } from '../core/time.js'
import { type Clocks, clocksOf, isEndless, type Plan, type PlannedAiring } from './plan-airings.js'

export function asXmltv(plan: Plan): string {
  const shows = new Map(plan.airings.map(({ programme }) => [programme.show, programme]))
  const channels = [...shows.values()].map(
    ({ show, title }) =>
      `  <channel id="${channelId(show, plan)}">\n    <display-name>${text(title)}</display-name>\n  </channel>\n`,
  )
  const clocks = clocksOf(plan)
  const programmes = plan.airings.map((planned) => programme(planned, plan, clocks))
  return (
    '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE tv SYSTEM "xmltv.dtd">\n' +
    `<tv date="${time(local(plan.now, plan.timezone))}" ` +
    `source-info-name="${text(plan.station)}" generator-info-name="onair">\n` +
    `${channels.join('')}${programmes.join('')}</tv>\n`
  )
}

/** A channel without an end lasts to the end of the plan: its name comes with the moment it is opened. */
function programme(planned: PlannedAiring, plan: Plan, clocks: Clocks) {
  const { programme, occurrence } = planned
  const { show, title, timezone, liveScript } = programme
  const { startsAt, endsAt = plan.until, airing } = occurrence
  const language = liveScript.presenter.voice.language.split('-')[0] ?? ''
  return (
    `  <programme start="${time(clocks(startsAt, timezone))}" ` +
    `stop="${time(clocks(endsAt, timezone))}" channel="${channelId(show, plan)}">\n` +
    `    <title lang="${text(language)}">${text(title)}</title>\n` +
    `    <episode-num system="onair">${text(isEndless(planned) ? show : airing)}</episode-num>\n` +
    '  </programme>\n'
  )
}

const channelId = (show: string, { station }: Plan) => text(`${show}.${station}`)

/** `20261123200000 +0800` */
const time = (written: string) =>
  written.replace(/^(\d+)-(\d+)-(\d+)T(\d+):(\d+):(\d+)([+-]\d+):(\d+).*$/, '$1$2$3$4$5$6 $7$8')

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
}

/** What XML 1.0 has no way to write is left out. */
const text = (written: string) =>
  written
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is taken out
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '')
    .replace(/[&<>"]/g, (sign) => ENTITIES[sign] ?? sign)
