/** The text of a new rundown: small, complete, and with room to go on. */
import { inYaml } from '../core/rundown/in-yaml.js'

export type Slot =
  | { readonly always: true }
  | { readonly at: string; readonly duration: string }
  | { readonly cron: string; readonly duration: string }

export interface NewRundown {
  readonly show: string
  readonly title: string
  readonly account: string | undefined
  readonly timezone: string
  readonly slot: Slot
  /** The schemas are beside the folder, as `onair init` puts them. */
  readonly schema: boolean
}

export const rundownText = ({ show, title, account, timezone, slot, schema }: NewRundown) =>
  `${schema ? SCHEMA_LINE : ''}# Every problem of this file: onair check

show: ${show}
title: ${inYaml(title)}
${account === undefined ? '' : `account: ${account}\n`}timezone: ${timezone}

schedule:
${slotLines(slot)}
presenter:
  role:                           # the figure, as the platform lists it
    id: 1
    face_feature_id: 0325_nina_s3_beauty
    name: Nina
    url: https://cdn.example/roles/nina.zip
  voice: { id: en-US-JennyNeural, vendor: 4, language: en-US }

script:                           # loops under everything else: the screen is never empty
  say: |
    Welcome to \${title}. We are glad that you are here, and there is more to come.

disclosure:                       # says that the presenter is synthetic
  say: Please note that this presenter is a synthetic figure with a synthetic voice.
  every: 15m

variables:
  title: ${inYaml(title)}

segments:
  - segment: opening
    cues:
      - cue: welcome
        at: start                 # start | +5m${'always' in slot ? '' : ' | end-2m'} | "09:30"; or every, or after
        say: Good day and welcome to \${title}. Here is what we have for you today.
${'always' in slot ? '' : GOODBYE}`

const GOODBYE = `
  - segment: closing
    cues:
      - cue: goodbye
        at: end-30s
        say: That was \${title} for today. Thank you for watching, and see you next time.
`

const slotLines = (slot: Slot): string =>
  'always' in slot
    ? '  - always: true\n'
    : 'at' in slot
      ? `  - at: ${slot.at}\n    duration: ${slot.duration}\n`
      : `  - cron: ${JSON.stringify(slot.cron)}\n    duration: ${slot.duration}\n`

const SCHEMA_LINE = '# yaml-language-server: $schema=../schemas/rundown.schema.json\n'
