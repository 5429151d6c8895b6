import { ProblemBody } from '#core/contract/problem.ts'
import type { Route } from '#core/contract/route.ts'
import { CATALOGUE } from './catalogue.ts'
import {
  type Schema,
  type Parameter,
  type Operation,
  type Paths,
  schemaOf,
  describe,
  operationOf,
  templated,
  filter,
} from './operations.ts'
import { documentPaths, otherPaths } from './otherPaths.ts'

export interface OpenApi {
  readonly openapi: '3.1.0'
  readonly info: Readonly<Record<string, unknown>>
  readonly servers: readonly { readonly url: string }[]
  readonly paths: Paths
  readonly components: {
    readonly schemas: Readonly<Record<string, Schema>>
    readonly parameters: Readonly<Record<string, Parameter>>
  }
}

function contractPaths(): Paths {
  const paths: Record<string, Record<string, Operation>> = {}
  for (const [capability, routes] of Object.entries(CATALOGUE)) {
    for (const [name, route] of Object.entries(routes)) {
      const path = `/api${templated(route.path)}`
      paths[path] = { ...paths[path], [route.method.toLowerCase()]: operationOf(capability, name, route) }
    }
  }
  return paths
}

/** Methods of each path that OpenAPI describes, in its order; no schema is written out for them, which takes a moment. */
export function describedMethods(): Map<string, readonly string[]> {
  const all = new Map<string, readonly string[]>()
  const add = (path: string, methods: readonly string[]) => all.set(path, [...(all.get(path) ?? []), ...methods])
  for (const { path, method } of Object.values(CATALOGUE).flatMap((routes): Route[] => Object.values(routes)))
    add(`/api${templated(path)}`, [method])
  for (const [path, methods] of Object.entries(merged(documentPaths(), otherPaths())))
    add(
      path,
      Object.keys(methods).map((method) => method.toUpperCase()),
    )
  return all
}

/** Operations of several lists, also where they share a path. */
function merged(...lists: readonly Paths[]): Paths {
  const all: Record<string, Paths[string]> = {}
  for (const list of lists) for (const [path, methods] of Object.entries(list)) all[path] = { ...all[path], ...methods }
  return all
}

/** The whole interface as OpenAPI 3.1, made from the contract. @param version of the program */
export function openApi(version: string): OpenApi {
  return {
    openapi: '3.1.0',
    info: {
      title: '安监一张图 · Anjian',
      version,
      description: 'Every answer holds only what lies in the scope of whoever asks.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: '/' }],
    paths: merged(contractPaths(), documentPaths(), otherPaths()),
    components: {
      schemas: { Problem: schemaOf(ProblemBody, 'output') },
      parameters: Object.fromEntries(describe(filter, 'query').map((parameter) => [parameter.name, parameter])),
    },
  }
}
