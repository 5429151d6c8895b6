import { FAULT_KIND_WORDS, type FaultKind } from '#core/domain/coverage.ts'
import type { Rerun } from './rerun.ts'

/**
 * How number, signer, moment and hash of a certificate stand to what the audit wrote down when it was signed. gone: that is past what is kept;
 * file: it was read from a file alone, and no book was asked.
 */
export type Recorded = 'same' | 'other' | 'gone' | 'file'

const words = (language: 'zh' | 'en', of: readonly string[]) =>
  of.map((one) => FAULT_KIND_WORDS[one as FaultKind]?.[language] ?? one).join(language === 'zh' ? '、' : ', ')

const RECORDED: Readonly<Record<Recorded, readonly string[]>> = {
  same: ['  编号、签发人、签发时刻和哈希与签发时的审计记录一致 number, signer, moment and hash are those of the audit record of the signing'],
  other: ['✗ 编号、签发人、签发时刻或哈希与签发时的审计记录不同 number, signer, moment or hash are not those of the audit record of the signing'],
  gone: ['  签发时的审计记录已过保存期或没有，编号和签发人未能核对 the audit record of the signing is past its time or none: number and signer could not be compared'],
  file: ['  编号和签发人只见于文件，未与台账核对；在台账所在的机器上用编号复验即可核对 number and signer stand in the file alone and were not compared: run its number where the book is'],
} // prettier-ignore

const number = (limit: number | null) => limit ?? '—'

/** What of all that the certificate prints its hash vouches for, and what not. */
const vouched = ({ id, signer, madeAt, numbers }: Rerun, record: Recorded): string[] => [
  '  哈希担保：区代码、日期、各数据层的摘要、各规则的版本、数字和核对数',
  '  The hash vouches for: code of the district, day, digest of each layer, version, number and count of each rule',
  `  哈希不担保：编号（${id}）、签发人（${signer}）、签发时刻（${madeAt}）、区名、数据版本号、规则的文字`,
  `  The hash does not vouch for: number (${id}), signer (${signer}), moment (${madeAt}), name of the district, versions of the data, words of the rules`,
  ...RECORDED[record],
  ...numbers.flatMap(({ kind, version, limit }) => [
    `  规则“${words('zh', [kind])}”按证明所载第 ${version} 版的数字 ${number(limit)} 执行，与本程序自带的不同；这个数字是否当时所定，请查台账`,
    `  Rule “${words('en', [kind])}” was run with ${number(limit)}, the number of version ${version} as the certificate says it, which is not the one this program brings: ask the book whether it was set so`,
  ]),
]

/** What running again came to, line by line. */
export function describeRerun(found: Rerun, record: Recorded): string[] {
  const { id, madeAt, hash, is, layers, rows } = found
  const about = [
    `  数据 data: ${layers} 层 layers, ${rows} 行 rows, ${madeAt}`,
    `  哈希 hash ${hash}`,
    ...vouched(found, record),
  ]
  if (is === 'same')
    return [`✓ 第 ${id} 号证明按当时的数据复验一致 · certificate ${id} holds at its own data version`, ...about]
  if (is === 'rules')
    return [
      `✗ 第 ${id} 号证明的数据与其摘要一致，但现在要看的规则或数据层与证明所载不同，不能复验结论：${words('zh', found.otherRules)}`,
      `  The data of certificate ${id} give its digests, but rules or layers that are looked at now are others than it names, so it cannot be run again: ${words('en', found.otherRules)}`,
      ...about,
    ]
  return [
    `✗ 第 ${id} 号证明与留存的数据不符 · certificate ${id} does not agree with what is kept`,
    ...found.wrongLayers.map((layer) => `  数据层 layer ${layer} 不是证明所指的 is not the one it names`),
    ...found.wrongRules.map(
      (kind) =>
        `  规则 rule ${words('zh', [kind])} · ${words('en', [kind])} 核对数或结果不同 looked in another number, or found something`,
    ),
    ...(found.strayed
      ? [
          '  有单位的网格或主管单位与当时的网格、职责规则不符 enterprises are kept under a grid or unit that grids and rules of then do not give them',
        ]
      : []),
    ...(found.wrongText
      ? ['  区、日期或规则数字与重新执行的不同 district, day or numbers of rules are not what running again gives']
      : []),
    ...(found.wrongHash ? ['  内容与哈希不符 its text does not give its hash'] : []),
    ...about,
  ]
}
