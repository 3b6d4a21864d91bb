/** The schemas, as they lie beside the program. */
export const SCHEMAS = ['rundown', 'config', 'import-map', 'live-script', 'takeover'] as const
export type SchemaName = (typeof SCHEMAS)[number]

export const schemaFile = (name: SchemaName): URL =>
  new URL(`../../schemas/${name}.schema.json`, import.meta.url)
