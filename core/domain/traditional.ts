/** Traditional characters of headings, each before its simplified one; files in Big5 are written in them. */
const PAIRS = `
  專专 業业 東东 嚴严 書书 產产 從从 倉仓 價价 會会 體体 儲储 內内 冊册 況况 準准 劃划 別别 辦办 務务 區区 單单 發发 號号 後后 員员 國国 場场 處处 備备 復复 複复 學学
  實实 導导 屬属 庫库 錄录 徑径 態态 總总 戶户 執执 報报 數数 時时 機机 條条 來来 構构 標标 檢检 註注 點点 狀状 環环 現现 電电 監监 碼码 種种 稱称 類类 繫系 係系 級级
  緯纬 細细 經经 結结 統统 續续 編编 網网 職职 聯联 範范 營营 裝装 規规 計计 記记 論论 設设 證证 評评 識识 話话 詳详 負负 責责 賬账 帳账 質质 資资 達达 銷销 鍵键 長长
  門门 閉闭 間间 隊队 際际 險险 隱隐 難难 領领 頻频 題题 風风 縱纵 鋪铺 問问 濟济
`
const SIMPLE = new Map(PAIRS.trim().split(/\s+/).map((pair) => [pair.charAt(0), pair.charAt(1)])) // prettier-ignore

/** The text with traditional characters that headings use written simply; all others stay. */
export const simplified = (text: string): string => [...text].map((each) => SIMPLE.get(each) ?? each).join('')
