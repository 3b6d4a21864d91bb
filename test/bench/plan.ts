/** `onair plan` of a station with 200 shows for 30 days: from the files on disk to the table. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { runPlan } from '../../daemon/commands/plan.js'
import { occurrences } from '../../daemon/core/plan/calendar.js'
import { readCron } from '../../daemon/core/rundown/cron.js'
import type { ShowId, Slot } from '../../daemon/core/rundown/rundown.js'
import { after, days, hours, instant } from '../../daemon/core/time.js'
import { type Figure, median, wallMs } from './measure.js'

const SHOWS = 200
const DAYS = 30
const NOW = instant(Date.UTC(2026, 9, 20))
const ZONES = ['Asia/Shanghai', 'Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe']
const RULES = ['0 9 * * *', '30 2 * * 1-5', '0 12,18 * * *', '0 20 * * 5', '0 * * * *']

export function planFigures(): readonly Figure[] {
  return [
    {
      what: `onair plan: ${SHOWS} rundowns of 20 cues, ${DAYS} days, files to table`,
      saw: `${median(Array.from({ length: 3 }, wholeCommand)).toFixed(0)} ms`,
      aim: '< 2,000 ms',
    },
    {
      what: `the calendar alone: ${SHOWS} shows, ${DAYS} days, across a change of the clocks`,
      saw: `${median(Array.from({ length: 7 }, calendarAlone)).toFixed(0)} ms`,
      aim: '< 200 ms',
    },
  ]
}

function wholeCommand(): number {
  const folder = mkdtempSync(join(tmpdir(), 'onair-bench-'))
  try {
    for (let show = 0; show < SHOWS; show++) {
      writeFileSync(join(folder, `show-${show}.yaml`), rundown(show))
    }
    const heard = { airings: 0, trouble: '' }
    const output = {
      colour: false,
      result: (text: string) => {
        heard.airings = text.split('\n').length
      },
      trouble: (text: string) => {
        heard.trouble += text
      },
    }
    const flags = { from: '2026-10-20T00:00', days: String(DAYS), format: 'table' } as const
    const took = wallMs(() => runPlan([folder], flags, NOW, output))
    if (heard.airings < 25_000) throw new Error(`the plan is short: ${heard.trouble.slice(0, 500)}`)
    return took
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

const ruleOf = (show: number) => RULES[show % RULES.length] ?? ''
const zoneOf = (show: number) => ZONES[Math.floor(show / RULES.length) % ZONES.length] ?? 'UTC'

function rundown(show: number): string {
  const cues = Array.from(
    { length: 20 },
    (_, at) =>
      `      - { cue: item-${at}, at: +${at + 1}m, say: This is item number ${at} of a long show. }`,
  )
  return `show: show-${show}
title: Show number ${show}
timezone: ${zoneOf(show)}
schedule: [{ cron: "${ruleOf(show)}", duration: 25m }]
presenter:
  role: { id: 1, face_feature_id: f, name: Li, url: https://cdn.example/a.zip, position: { x: 0, y: 0 }, scale: 1 }
  voice: { id: nina, vendor: 3, name: nina, language: zh-CN }
script: { say: Welcome to this very long show., repeat: forever }
disclosure: { say: You hear and see a synthetic presenter. }
segments:
  - segment: all
    cues:
${cues.join('\n')}
`
}

function calendarAlone(): number {
  const shows = Array.from({ length: SHOWS }, (_, show) => ({
    show: `show-${show}` as ShowId,
    timezone: zoneOf(show),
    schedule: [slot(ruleOf(show))],
  }))
  return wallMs(() => {
    for (const show of shows) occurrences(show, NOW, after(NOW, days(DAYS)))
  })
}

function slot(written: string): Slot {
  const { fields, says } = readCron(written)
  if (!fields) throw new Error(says)
  return {
    kind: 'cron',
    cron: fields,
    written,
    duration: hours(1),
    except: [],
    overrides: [],
    clockChange: { gap: 'shift', fold: 'first' },
    late: { rule: 'join' },
    variables: {},
  }
}
