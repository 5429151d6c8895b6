import { PROBLEMS, type ProblemCode } from '#core/contract/problem.ts'
import { PARAMETERS_ZH } from './docsParameters.ts'
import { OPERATIONS_ZH } from './docsWords.ts'
import type { OpenApi } from './openapi.ts'
import type { Operation, Parameter, Reference } from './operations.ts'
import { problem } from '../problems.ts'
import { typeText } from './typeText.ts'

export type Language = 'zh' | 'en'

const WORDS = {
  zh: {
    title: '安监一张图 · 接口说明',
    other: '<a href="?lang=en" lang="en" hreflang="en">English</a>',
    intro: '每个回答只含访问者管辖范围内的数据。机器可读的说明：',
    changing:
      '修改数据的请求须带同源的 <code>Origin</code> 或 <code>Sec-Fetch-Site</code>，正文为 JSON，最大 1 MB；未知的查询参数会被拒绝。',
    parameter: '参数',
    place: '位置',
    type: '类型',
    meaning: '含义',
    required: '必填',
    body: '请求正文',
    answer: '回答',
    problems: '可能的问题',
    example: '示例',
    status: '状态码',
    code: '代码',
    contents: '目录',
  },
  en: {
    title: 'Anjian · the interface',
    other: '<a href="?lang=zh" lang="zh-CN" hreflang="zh-CN">中文</a>',
    intro: 'Every answer holds only what lies in the scope of whoever asks. For machines: ',
    changing:
      'A change carries a same-origin <code>Origin</code> or <code>Sec-Fetch-Site</code> and a JSON body of at most 1 MB; unknown query parameters are refused.',
    parameter: 'Parameter',
    place: 'In',
    type: 'Type',
    meaning: 'Meaning',
    required: 'required',
    body: 'Body',
    answer: 'Answer',
    problems: 'Possible problems',
    example: 'Example',
    status: 'Status',
    code: 'Code',
    contents: 'Contents',
  },
} as const

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}
/** Text as HTML shows it. */
const escaped = (text: string): string => text.replace(/[&<>"']/g, (found) => ENTITIES[found] ?? found)

interface Page {
  readonly document: OpenApi
  readonly language: Language
  /** Scheme and host under which the reader came, for the examples. */
  readonly origin: string
}
interface Entry {
  readonly path: string
  readonly method: string
  readonly operation: Operation
}

const summaryOf = ({ operationId, summary }: Operation, language: Language) =>
  language === 'zh' ? (OPERATIONS_ZH[operationId] ?? summary) : summary

function resolved(parameter: Parameter | Reference, { components }: OpenApi): Parameter {
  if (!('$ref' in parameter)) return parameter
  const found = components.parameters[parameter.$ref.split('/').at(-1) ?? '']
  if (!found) throw new Error(`no parameter ${parameter.$ref}`)
  return found
}

function parameterTable(parameters: readonly Parameter[], language: Language): string {
  if (parameters.length === 0) return ''
  const words = WORDS[language]
  const rows = parameters.map(({ name, in: where, required, description = '', schema }) => {
    const meaning = language === 'zh' ? (PARAMETERS_ZH[name] ?? description) : description
    const preset = schema.default === undefined ? '' : ` = ${JSON.stringify(schema.default)}`
    const type = `<code>${escaped(typeText(schema) + preset)}</code>`
    const must = required ? ` <strong>${words.required}</strong>` : ''
    return `<tr><th scope="row"><code>${name}</code>${must}</th><td>${where}</td><td>${type}</td><td>${escaped(meaning)}</td></tr>`
  })
  const heads = [words.parameter, words.place, words.type, words.meaning].map((head) => `<th scope="col">${head}</th>`)
  return `<div class="wide"><table><thead><tr>${heads.join('')}</tr></thead><tbody>${rows.join('')}</tbody></table></div>`
}

/** The problems that this operation can meet, by what it asks for. */
function problemsOf({ operationId, parameters, requestBody }: Operation, path: string): ProblemCode[] {
  const asks = parameters.length > 0 || requestBody !== undefined
  const own: Readonly<Record<string, ProblemCode>> = {
    'hazards.report': 'hazard-enterprise-unknown',
    'session.redeem': 'setup-token-wrong',
  }
  const special = own[operationId]
  return [
    ...(asks ? (['invalid-request'] as const) : []),
    'not-allowed',
    ...(path.includes('{') || operationId === 'session.take' ? (['not-found'] as const) : []),
    ...(special ? [special] : []),
    'no-answer',
    'too-slow',
    'internal',
  ]
}

const example = (parameter: Parameter) =>
  parameter.name === 'layer' ? 'enterprises' : parameter.in === 'path' ? '1' : ''

function curl({ path, method, operation }: Entry, parameters: readonly Parameter[], origin: string): string {
  const filled = path.replace(/\{(\w+)\}/g, (_, name: string) => {
    const parameter = parameters.find((one) => one.name === name)
    const choice = parameter?.schema.enum?.[0]
    return String(choice ?? (parameter ? example(parameter) : name))
  })
  const needed = parameters.filter((one) => one.in === 'query' && one.required).map(({ name }) => `${name}=…`)
  const url = `${origin}${filled}${needed.length > 0 ? `?${needed.join('&')}` : ''}`
  const stream = operation.operationId === 'live.stream' ? ' -N' : ''
  if (method === 'get') return `curl${stream} '${url}'`
  const body = operation.requestBody ? ` \\\n  -H 'content-type: application/json' -d '{…}'` : ''
  return `curl -X ${method.toUpperCase()} '${url}' \\\n  -H 'Origin: ${origin}'${body}`
}

function section(entry: Entry, { document, language, origin }: Page): string {
  const { path, method, operation } = entry
  const words = WORDS[language]
  const parameters = operation.parameters.map((parameter) => resolved(parameter, document))
  const typesOf = (content: Operation['responses'][string]['content']) =>
    Object.entries(content ?? {}).map(
      ([type, { schema }]) => `<p><code>${type}</code></p><pre tabindex="0">${escaped(typeText(schema))}</pre>`,
    )
  const answers = Object.entries(operation.responses).filter(([status]) => status !== 'default')
  const codes = problemsOf(operation, path).map((code) => `<a href="#${code}"><code>${code}</code></a>`)
  return `<section id="${operation.operationId}">
<h2><span class="method ${method}">${method.toUpperCase()}</span> <code>${escaped(path)}</code></h2>
<p>${escaped(summaryOf(operation, language))}</p>
${parameterTable(parameters, language)}
${operation.requestBody ? `<h3>${words.body}</h3>${typesOf(operation.requestBody.content).join('')}` : ''}
${answers.map(([status, { content }]) => `<h3>${words.answer} ${status}</h3>${typesOf(content).join('')}`).join('')}
<h3>${words.problems}</h3><p>${codes.join(' · ')}</p>
<h3>${words.example}</h3><pre tabindex="0">${escaped(curl(entry, parameters, origin))}</pre>
</section>`
}

function problemTable(language: Language): string {
  const words = WORDS[language]
  const rows = Object.entries(PROBLEMS).map(([code, status]) => {
    const [zh = '', en = ''] = problem(code as ProblemCode).message.split('\n')
    return `<tr id="${code}"><th scope="row"><code>${code}</code></th><td>${status}</td><td>${escaped(language === 'zh' ? zh : en)}</td></tr>`
  })
  const heads = [words.code, words.status, words.meaning].map((head) => `<th scope="col">${head}</th>`)
  return `<section id="problems"><h2>${words.problems}</h2><p><code>application/problem+json</code>, RFC 9457</p>
<div class="wide"><table><thead><tr>${heads.join('')}</tr></thead><tbody>${rows.join('')}</tbody></table></div></section>`
}

/** The interface as one readable page, without script; every value of the document is escaped. */
export function docsPage(page: Page): string {
  const words = WORDS[page.language]
  const entries = Object.entries(page.document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]): Entry => ({ path, method, operation })),
  )
  const contents = entries.map(
    ({ path, method, operation }) =>
      `<li><a href="#${operation.operationId}"><span class="method ${method}">${method.toUpperCase()}</span> <code>${escaped(path)}</code></a></li>`,
  )
  return `<!doctype html>
<html lang="${page.language === 'zh' ? 'zh-CN' : 'en'}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${words.title}</title>
<link rel="stylesheet" href="/api/docs.css"></head>
<body><header><h1>${words.title}</h1>${words.other}</header>
<main><p>${words.intro}<a href="/api/openapi.json"><code>/api/openapi.json</code></a></p><p>${words.changing}</p>
<nav aria-label="${words.contents}"><ul>${contents.join('\n')}</ul></nav>
${entries.map((entry) => section(entry, page)).join('\n')}
${problemTable(page.language)}
</main></body></html>
`
}
