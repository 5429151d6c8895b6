/** Codes 检查码 that stand at an enterprise or at one of its risk points: each is the address of the checklist that it opens. */

/** What a code is of. */
export interface InspectionCode {
  readonly enterprise: number
  /** undefined: of the enterprise as a whole. */
  readonly riskPoint: number | undefined
}

/** Path that a code holds, below the product's own address. */
export const codePath = ({ enterprise, riskPoint }: InspectionCode): string =>
  `/field/enterprises/${enterprise}/inspect?${riskPoint === undefined ? 'code=1' : `riskPoint=${riskPoint}`}`

const PATH = /^\/field\/enterprises\/([1-9][0-9]{0,9})\/inspect$/
const NUMBER = /^[1-9][0-9]{0,9}$/

/**
 * @param origins addresses of this product
 * @returns what a code that was scanned is of, or why it opens nothing: it is of another system, or no code of a checklist
 */
export function readCode(text: string, origins: readonly string[]): InspectionCode | 'elsewhere' | 'other' {
  if (!URL.canParse(text)) return 'other'
  const { origin: there, pathname, searchParams } = new URL(text)
  if (!origins.includes(there)) return 'elsewhere'
  const [, enterprise] = PATH.exec(pathname) ?? []
  if (enterprise === undefined) return 'other'
  const point = searchParams.get('riskPoint') ?? ''
  return { enterprise: Number(enterprise), riskPoint: NUMBER.test(point) ? Number(point) : undefined }
}
