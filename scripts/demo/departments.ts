/** A member unit of the demo with the industries it leads for: GB/T 4754-2017 prefixes, the longest match decides. */
export interface DemoDepartment {
  readonly name: string
  readonly english: string
  readonly industries: readonly string[]
}

const unit = (name: string, english: string, ...industries: string[]): DemoDepartment => ({ name, english, industries })

/** The 17 member units; no prefix appears twice, so that every industry has exactly one lead. */
export const DEPARTMENTS: readonly DemoDepartment[] = [
  unit('应急管理局', 'Emergency Management Bureau', 'B', 'C', 'F516', 'G594', 'G595'),
  unit('经济发展局', 'Economic Development Bureau', 'C34', 'C35', 'C36', 'C37', 'C38', 'C39', 'C40', 'D44'),
  unit('科技创新局', 'Science and Innovation Bureau', 'I', 'M'),
  unit('住房和建设管理局', 'Housing and Construction Bureau', 'D45', 'E', 'K'),
  unit('交通运输局', 'Transport Bureau', 'G'),
  unit('商务局', 'Commerce Bureau', 'F', 'L', 'O80'),
  unit('市场监督管理局', 'Market Regulation Bureau', 'C13', 'C14', 'C15', 'C27', 'H62'),
  unit('文化和旅游局', 'Culture and Tourism Bureau', 'H', 'R'),
  unit('教育分局', 'Education Bureau', 'P'),
  unit('卫生健康局', 'Health Bureau', 'Q'),
  unit('公安分局', 'Public Security Bureau', 'L727'),
  unit('消防救援大队', 'Fire and Rescue Brigade', 'R90'),
  unit('自然资源和规划分局', 'Natural Resources and Planning Bureau', 'A02', 'M747'),
  unit('生态环境分局', 'Ecology and Environment Bureau', 'D46', 'N77'),
  unit('综合行政执法局', 'Urban Administration Bureau', 'N', 'O'),
  unit('农业和海洋渔业局', 'Agriculture and Fisheries Bureau', 'A'),
  unit('财政金融局', 'Finance Bureau', 'J', 'S'),
]
