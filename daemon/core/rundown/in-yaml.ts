/** A text as it stands in a YAML file: quoted where it has to be. */
import { stringify } from 'yaml'

export const inYaml = (text: string): string => stringify(text, { lineWidth: 0 }).trimEnd()
