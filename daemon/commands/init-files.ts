/** What `onair init` writes. Texts for a first reader: short, and true as they stand. */

export const CONFIG = `# yaml-language-server: $schema=schemas/config.schema.json
#
# The station. Paths are relative to this folder. Unknown keys are errors, so a slip of the hand is found.

station: my-station               # the name of this daemon in its logs
timezone: UTC                     # of shows that name none, e.g. Asia/Shanghai

playlists: ./playlists            # the shows: *.yaml
data: ./data                      # the journal: keep it, it proves what went out

accounts:
  # A local stand-in of the platform: it costs nothing and reaches nobody.
  demo:
    platform: softsugar
    standIn: true
    sessions: 3                   # shows that may be on air at once

  # A real one. Secrets are never written here: they come from the environment or from files.
  # main:
  #   platform: softsugar
  #   credentials:
  #     appId: { env: SOFTSUGAR_APP_ID }
  #     appKey: { env: SOFTSUGAR_APP_KEY }
  #   sessions: 1                 # the slots you bought
`

export const SHOW = 'first-show'

export const RUNDOWN = `# yaml-language-server: $schema=../schemas/rundown.schema.json
#
# A show that is always on. Change a line, then: onair check
# Durations carry their unit: 30s, 5m, 1h30m.

show: ${SHOW}                  # id: lower-case letters, digits, hyphens
title: My First Show
account: demo                     # an account of config.yaml
timezone: UTC                     # clock times below are read here

# include: [shared/nina.yaml]     # parts that several shows have in common, each file headed by
#                                 # yaml-language-server: $schema=../../schemas/shared.schema.json

schedule:
  - always: true                  # or cron: "0 20 * * 1-5", or at: 2026-12-01T20:00:00; both with duration: 1h

presenter:
  role:                           # the figure, as the platform lists it
    id: 1
    face_feature_id: 0325_nina_s3_beauty
    name: Nina
    url: https://cdn.example/roles/nina.zip
  voice:
    id: en-US-JennyNeural
    vendor: 4
    language: en-US
    speed: 1.0                    # 0.5 to 2, higher is faster

script:                           # loops under everything else: the screen is never empty
  say: |
    Welcome to \${title}. Stay with us, there is more to come every few minutes.
    If you have just joined us: take a seat, and tell us where you are watching from.

disclosure:                       # says that the presenter is synthetic, at the start and then once in this time
  say: Please note that this presenter is a synthetic figure with a synthetic voice.
  every: 15m

variables:                        # \${title} in any text is replaced
  title: My First Show

segments:
  - segment: opening
    cues:
      # A cue has ONE time: at (once), every (again and again), or after (each time another cue is over).
      - cue: welcome
        at: start                 # or +30s, end-2m, "20:01:30"
        say: Good day and welcome to \${title}. I am Nina, and this runs without anybody at the desk.
        urgency: priority         # routine (default) | priority | breaking: its place in the queue
      - cue: how-it-works
        after: welcome
        say: Everything I say stands in one text file, and it can be checked before it costs a minute of air.

  - segment: throughout
    cues:
      - cue: reminder
        every: 2m
        say: You are watching \${title}. Thank you for your company.
        expires: 30s              # too late is worse than never
`

/** For editors that know a schema by the folder: what is below playlists/ is shared, and no rundown of its own. */
export const SETTINGS = `{
  "yaml.schemas": {
    "schemas/rundown.schema.json": "playlists/*.yaml",
    "schemas/shared.schema.json": "playlists/*/**/*.yaml",
    "schemas/config.schema.json": "config.yaml",
    "schemas/import-map.schema.json": "*.map.yaml",
    "schemas/questions.schema.json": "*.questions.yaml"
  }
}
`

export const IGNORED = `# Written while the station runs: the journal holds what went out, so back it up instead.
data/
*.log
`
