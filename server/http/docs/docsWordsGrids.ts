/** What the routes of drafts of the grid, and of its people, do, in Chinese. */
export const GRID_WORDS = {
  'gridDrafts.list': '网格草案，新的在前',
  'gridDrafts.begin': '以现行网格起草；同一 request 只起草一次',
  'gridDrafts.read': '一份草案：每个网格改后的样子，以及做过的每一步',
  'gridDrafts.operate': '对草案做一步，不成则整步拒绝；seen 为所依据的版本，已被他人改动的拒绝并给出最新草案',
  'gridDrafts.undo': '撤销最后一步',
  'gridDrafts.redo': '重做最后撤销的一步',
  'gridDrafts.comparison': '每个有变化的网格现在与改后各要做多少：面积、各类单位、每月检查、逾期、人口、路程',
  'gridDrafts.plan': '定草案于某日生效；当天的立即生效',
  'gridDrafts.reopen': '取回已定日期的草案继续修改',
  'gridDrafts.withdraw': '撤回草案；仍可查阅',
  'gridDrafts.versions': '某日中午的网格：谁负责哪里',
  'gridPeople.list':
    '管辖范围内各网格的网格员和代班人：今天的和以后的；可只看一个网格（含已结束的），或看今天及以前某一天的',
  'gridPeople.add': '给网格加一名网格员，或安排某人在若干天里代班',
  'gridPeople.end': '结束一名网格员或一段代班（未开始的为撤回），写明原因；历史保留',
} as const
