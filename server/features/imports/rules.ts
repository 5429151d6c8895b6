import { HAZARD_SOURCES, HAZARD_STATES, INSPECTION_KINDS, OFFICES, PLACE_KINDS } from './kinds/words.ts'

/** What a rule says, in Chinese and in English, and what to do about it. */
export interface Rule {
  readonly zh: string
  readonly en: string
  readonly remedyZh: string
  readonly remedyEn: string
  /** Reported, but the row is good. */
  readonly warning?: true
  /** May be set aside for a named row with a reason; the others the database itself keeps. */
  readonly overridable?: true
}

const rule = (zh: string, en: string, remedyZh: string, remedyEn: string): Rule => ({ zh, en, remedyZh, remedyEn })

/** The words that a field takes, each value by its first ones; the others are in kinds/words.ts. */
const firstWords = (words: Readonly<Record<string, string>>) =>
  Object.entries(words).map(([value, said]) => `${said.split(' ')[0] ?? ''} ${value}`)
/** A word that is none of a field's. */
function oneOf(zh: string, en: string, words: readonly string[]): Rule {
  const all = words.join('、')
  const remedies = [
    `改为 ${all} 之一，或在对应中给出对照`,
    `Write one of ${all}, or translate it in the mapping`,
  ] as const
  return rule(`不是${zh}`, `it is no ${en}`, ...remedies)
}

/** Every rule of an import by its stable id. */
export const RULES: Readonly<Record<string, Rule>> = {
  required: rule('必填项为空', 'a required value is missing', '填写该单元格；各行都一样的，在“对应”一步给出一个值（命令行：映射的 constants，网格长用 --person 与 --phone）', 'Fill in the cell; what is the same for all rows may be given in the mapping (on the command line: under constants, chiefs of grids by --person and --phone)'),
  number: rule('不是数字', 'not a number', '只写数字，小数点用 “.”，不加千位分隔符和单位', 'Write digits alone, with a point for decimals, without separators of thousands and units'),
  'whole-number': rule('不是整数', 'not a whole number', '只写整数，如 1200，不加小数、千位分隔符和单位', 'Write a whole number such as 1200, without decimals, separators of thousands and units'),
  'whole-range': rule('数目太小或太大', 'the number is too small or too large', '检查是否为负，或多写了位数', 'Look whether it is negative, or has digits too many'),
  positive: rule('不大于 0，或太大', 'not above 0, or too large', '检查数值和单位', 'Check the number and its unit'),
  'not-negative': rule('小于 0，或太大', 'below 0, or too large', '检查数值和单位', 'Check the number and its unit'),
  flag: oneOf('“是”或“否”', 'yes or no', ['是', '否', '√', '×', 'yes', 'no', '1', '0']),
  status: oneOf('经营状态', 'business status', ['在业 active', '停业 suspended', '注销 closed']),
  standardization: oneOf('标准化等级', 'level of standardization', ['一级 1', '二级 2', '三级 3']),
  'place-kind': oneOf('园区或楼宇', 'park or tower', firstWords(PLACE_KINDS)),
  office: oneOf('职务', 'office', firstWords(OFFICES)),
  'inspection-kind': oneOf('检查类型', 'kind of inspection', firstWords(INSPECTION_KINDS)),
  'risk-method': oneOf('评价方法', 'method of grading', ['LEC', 'LS']),
  'hazard-source': oneOf('隐患来源', 'source of hazards', firstWords(HAZARD_SOURCES)),
  'hazard-state': oneOf('隐患状态', 'state of a hazard', firstWords(HAZARD_STATES)),
  'hazard-level': oneOf('隐患级别', 'level of a hazard', ['重大', '一般', '是', '否']),
  range: rule('经纬度超出范围', 'longitude or latitude is out of range', '检查数值；经纬度是否对调', 'Check the value; longitude and latitude may be swapped'),
  'uscc-check-digit': rule('统一社会信用代码校验不通过', 'the unified social credit code fails its check', '对照营业执照改正代码：18 位数字或大写字母，没有 I、O、S、V、Z', 'Correct it by the business licence: 18 digits or capital letters, never I, O, S, V or Z'),
  'key-repeated': { ...rule('多行使用同一编号', 'several rows share one key', '每家企业只留一行，或为每行给出各自编号', 'Leave one row for each enterprise, or give each row its own key'), overridable: true },
  'key-taken': rule('编号已被其他级别的网格使用', 'the code belongs to a grid of another level', '换一个编号', 'Use another code'),
  'position-missing': { ...rule('没有坐标：新企业不定位，已有企业的位置不变', 'no coordinates: a new enterprise has no position, one that the book has keeps its own', '补填经度和纬度后再次导入', 'Fill in longitude and latitude and import again'), warning: true },
  'zero-coordinate': { ...rule('坐标为零', 'a coordinate is zero', '填写真实坐标，或两列都留空', 'Fill in the real position, or leave both empty'), overridable: true },
  'positive-longitude': { ...rule('经度为正，而本文件应在西半球', 'the longitude is positive in a file of the western hemisphere', '加上负号；确在东半球的，逐行说明理由', 'Put a minus before it; override with a reason where it is right'), overridable: true },
  'outside-bounds': { ...rule('位置在范围之外', 'the position lies outside the bounds', '改正坐标或检查坐标系；确属本区的，逐行说明理由', 'Correct the position or the datum; override with a reason where it is right'), overridable: true },
  industry: rule('不是 GB/T 4754-2017 行业代码', 'no code of GB/T 4754-2017', '用门类字母加 2–4 位数字，如 C2614，或在映射中给出对照', 'Write a section letter and 2 to 4 digits as in C2614, or translate it in the mapping'),
  'not-translated': rule('映射中没有该值的对照', 'the mapping does not translate this value', '在映射的 translate 中补上该值', 'Add the value to translate in the mapping'),
  choice: rule('不是可选值之一', 'none of the values allowed', '改为允许的值，或在映射中给出对照', 'Use an allowed value, or translate it in the mapping'),
  phone: rule('不是电话号码', 'not a telephone number', '用 5–20 位数字、空格、+ 或 -', 'Write 5 to 20 digits, spaces, + or -'),
  'enterprise-unknown': rule('没有这家企业', 'no enterprise bears this key', '先导入企业，或改正企业编号；编号须与映射的 scheme 一致', 'Import the enterprises first, or correct the key; it must be of the scheme of the mapping'),
  'hazard-source-unknown': rule('该企业没有这个重大危险源', 'the enterprise has no hazard source of this name', '先导入重大危险源，或改正名称', 'Import the hazard sources first, or correct the name'),
  'substance-unknown': rule('不是 GB 18218-2018 表1 的物质，也没有危险性类别', 'it is not named in table 1 of GB 18218-2018 and has no category', '写表1 的名称、别名或 CAS 号（后列最接近的名称），或在类别列填 J1–J5、W1.1–W11', 'Write a name, alias or CAS number of table 1 (the nearest names follow), or give a category, J1 to J5 or W1.1 to W11'),
  'substance-ambiguous': rule('名称对应表1 的多个物质，临界量不同', 'the name may be several chemicals of table 1 with different critical quantities', '写后列名称中的一个全称', 'Write one of the full names that follow'),
  cas: rule('不是 CAS 号', 'not a CAS number', '写作 7664-41-7，末位为校验位', 'Write it as 7664-41-7; the last digit is a check digit'),
  'cas-differs': { ...rule('CAS 号与名称不是同一物质（前为文件，后为表1）', 'the CAS number is not that of the name (first the file, then table 1)', '核对名称和 CAS 号；按名称取值', 'Check both; the name is what counts'), warning: true },
  category: rule('不是 GB 18218-2018 表2 的类别符号', 'no category of table 2 of GB 18218-2018', '写符号 J1–J5、W1.1–W11，如 W5.3', 'Write a symbol, J1 to J5 or W1.1 to W11, such as W5.3'),
  'category-proposed': { ...rule('没有填类别，β 按表1 物质的建议类别取值', 'no category is given: β is that of the category proposed for the chemical', '核对类别；不同的，填写类别', 'Check the category, and fill it in where it is another'), warning: true },
  'unit-missing': rule('没有写明数量单位', 'nothing says in which unit the quantity is', '在列名写明（吨）或（kg），或填写单位列：吨、kg、g', 'Name it in the heading, (t) or (kg), or in a column of its own: t, kg or g'),
  'beta-unknown': rule('β 无法确定', 'β cannot be told', '填写危险性类别，或填 β 和取值依据', 'Give the category, or β with a reason'),
  'beta-without-reason': rule('β 与标准不同而没有依据（前为文件，后为标准）', 'β is not that of the standard and has no reason (first the file, then the standard)', '改正 β，或填写取值依据', 'Correct β, or give the reason for it'),
  'beta-by-hand': { ...rule('β 由评估人给定，与标准不同（前为文件，后为标准）', 'β was set by hand and is not that of the standard (first the file, then the standard)', '核对 β 及其依据', 'Check β and its reason'), warning: true },
  'level-differs': { ...rule('级别与按清单算得的不同（前为文件，后为计算；— 表示未构成重大危险源）', 'the level is not what the inventory comes to (first the file, then as computed; — is below the threshold)', '核对物质、数量和厂界外人口；级别由系统计算，不取文件中的值', 'Check substances, quantities and people around the plant; the level is computed and never taken from the file'), warning: true },
  'level-drops': { ...rule('这一行会使重大危险源级别下降（前为现级别，后为发布后；— 表示不再构成）', 'the row takes a level of a major hazard source down (as it is, and as it would be; — is below the threshold)', '核对数量、单位和物质；确已减量的，发布即可', 'Check quantity, unit and substance; publish where there really is less'), warning: true },
  'class-drops': { ...rule('这一行会使企业分类下降（前为现分类，后为发布后）', 'the row takes the class of an enterprise down (as it is, and as it would be)', '核对这一行；确已变化的，发布即可', 'Check the row; publish where it is so'), warning: true },
  'class-drops-merged': { ...rule('如并入这家企业，它的分类会下降（前为现分类，后为并入后）', 'merged into this enterprise, it takes its class down (as it is, and as it would be)', '决定合并之前核对这一行', 'Check the row before you decide to merge'), warning: true },
  'stay-overlaps': rule('同名单位已在这里，入驻时间重叠（后为那一次的入驻、迁出日期和行号；? 表示没有填写）', 'one of this name sits here at that time (its days follow, and its row; ? is a day not given)', '改正入驻或迁出日期；前一次尚未迁出的，先登记迁出', 'Correct the days; where the former one has not left, write its leaving down first'),
  'name-taken': rule('名称已被另一编号使用', 'another code bears this name', '改名，或改用该名称已有的编号', 'Give it another name, or use the code that bears it'),
  date: rule('不是日期', 'not a date', '写作 2026-03-01、2026/3/1 或 2026年3月1日，可加时间 14:30', 'Write 2026-03-01, 2026/3/1 or 2026年3月1日, with a time such as 14:30 where it is known'),
  future: rule('时间晚于现在', 'it lies in the future', '改正日期', 'Correct the date'),
  'due-before-found': rule('整改期限早于发现时间', 'it is due before it was found', '改正其中一个日期', 'Correct one of the two dates'),
  'due-too-late': rule('整改期限超过发现后 366 天', 'it is due more than 366 days after it was found', '改正整改期限', 'Correct the date it is due'),
  'due-at-midnight': { ...rule('整改期限是当日零点，即前一天结束时', 'it is due at midnight, when the day before ends', '按日计的期限只写日期，不写时间：当日结束前都算按期', 'Write the day without a time where the whole of it counts'), warning: true },
  'closed-before-found': rule('闭环时间早于发现时间', 'it was closed before it was found', '改正其中一个日期', 'Correct one of the two dates'),
  'closed-without-time': rule('已闭环而没有闭环时间', 'it is closed and has no time of that', '填写闭环时间，或改正状态', 'Fill in when it was closed, or correct the state'),
  'open-with-time': rule('未闭环却有闭环时间', 'it is open and has a time of closing', '删去闭环时间，或把状态改为已闭环', 'Remove the time, or let the state be closed'),
  'risk-scale': rule('不在该方法的取值表中', 'not on the scale of the method', 'LEC：L 取 10、6、3、1、0.5、0.2、0.1，E 取 10、6、3、2、1、0.5，C 取 100、40、15、7、2、1；LS：各取 1–5', 'LEC: L is 10, 6, 3, 1, 0.5, 0.2 or 0.1, E 10, 6, 3, 2, 1 or 0.5, C 100, 40, 15, 7, 2 or 1; LS: each is 1 to 5'),
  'exposure-of-ls': rule('LS 法没有暴露频率', 'LS knows no exposure', '清空该列，或改用 LEC 法', 'Empty the cell, or use LEC'),
  'text-too-long': rule('文字过长', 'the text is too long', '缩短文字', 'Shorten it'),
  'ragged-row': rule('单元格数与表头不同', 'another number of cells than the header', '检查该行的分隔符与引号', 'Check the delimiters and quotes of the row'),
  'quote-not-closed': rule('引号没有结束，其后内容无法读取', 'a quote is not closed; nothing after it can be read', '补上引号，或检查文件是否被截断', 'Close the quote, or check whether the file is cut off'),
  'csv-malformed': rule('该行不是有效的 CSV', 'the row is not valid CSV', '检查该行的引号', 'Check the quotes of the row'),
  'cell-too-long': rule('单元格文字过长（上限 32767 字）', 'the cell holds more than 32,767 characters', '缩短内容', 'Shorten it'),
  'cell-error': rule('单元格是错误值，如 #N/A', 'the cell holds an error such as #N/A', '在表格中改正公式或填写真实的值', 'Correct the formula in the sheet or write the value'),
  'formula-without-value': rule('公式没有保存计算结果', 'the formula was saved without its value', '用 Excel 或 WPS 打开并重新保存，或改为数值', 'Open the file in Excel or WPS and save it again, or write the value'),
  'digits-lost': rule('超过 15 位的数字已被表格软件截断', 'the number has more than 15 digits, of which the sheet has lost some', '把该列设为文本格式后重新填写', 'Format the column as text and write it again'),
  'merged-cell': rule('单元格被合并，只有左上角有值', 'the cell is merged: only the first of the range has the value', '取消合并，逐行填写', 'Unmerge the cells and fill in each row'),
  'no-heading': { ...rule('该列没有列名，未读取', 'the column has no name and is not read', '在表头写上列名，或删除该列', 'Name the column in the header, or delete it'), warning: true },
  coordinates: rule('坐标无法读取', 'the coordinates cannot be read', '应为“经度,纬度”，以空格分隔各点', 'Write longitude,latitude with blanks between the points'),
  'not-a-point': rule('几何不是点', 'the geometry is no point', '企业位置须为一个点；面可在 GIS 软件中取中心点', 'An enterprise is one point; take the centre of an area in a GIS program'),
  'unreadable-character': rule('有无法识别的字符', 'a character cannot be read', '检查文件编码，或在映射的 encoding 中声明', 'Check the encoding, or declare it in the mapping'),
  'not-a-polygon': rule('几何不是多边形', 'the geometry is no polygon', '网格须为 Polygon 或 MultiPolygon', 'A territory is a Polygon or a MultiPolygon'),
  'ring-not-closed': rule('边界没有闭合', 'a ring is not closed', '首尾顶点须相同', 'Its first and last vertex must be the same'),
  'too-many-vertices': rule('顶点过多', 'too many vertices', '简化该边界', 'Simplify the border'),
  'nothing-left': rule('修复后没有面积', 'no area is left once it is repaired', '重新绘制该网格', 'Draw it again'),
  'area-changed': { ...rule('修复使面积变化超过 0.1 %', 'the repair changes the area by more than 0.1 %', '在 GIS 软件中修复自相交后再导入', 'Repair the self-intersection in a GIS program and import again'), overridable: true },
  repaired: { ...rule('图形无效，已修复', 'an invalid shape was repaired', '核对边界', 'Look the border over'), warning: true },
  'blank-kept': { ...rule('空单元格不改动账本中已有的值', 'blank cells leave what the book has', '要改为新值就填写；要清空，请在企业档案中修改', 'Fill them in where there is a new value; to clear one, edit the file of the enterprise'), warning: true },
  'blank-default': { ...rule('新行的空单元格按默认值记入', 'blank cells of new rows take the default', '核实后填写该列，再次导入', 'Find out what is so, fill the column in and import again'), warning: true },
  'enterprise-repeated': rule('多行是同一家企业', 'several rows are one enterprise', '每家企业只留一行', 'Leave one row for each enterprise'),
  'another-enterprise': { ...rule('同一编号，名称和位置却都不同（相距 200 米以上）', 'under one key both name and place are others (more than 200 m apart)', '核对来源代码：别的来源的编号不能共用一个代码', 'Check the code of the source: numbers of another source need a code of their own'), warning: true },
  'outside-district': { ...rule('网格超出辖区（后为超出的面积和占比）', 'the grid reaches outside the district (by this area and share)', '改正边界或检查坐标系；确属本区的，用 --override 逐个说明理由', 'Correct the boundary or the datum; override with a reason where it is right'), overridable: true },
  'grids-overlap': { ...rule('与其他网格重叠（后为对方编号和重叠面积）', 'it overlaps other grids (their code and the area)', '核对边界：重叠处的企业只归编号最小的一个网格', 'Check the boundary: an enterprise in the overlap is booked to one grid alone'), warning: true },
  'uscc-as-source-key': { ...rule('这个编号是统一社会信用代码，却按来源自己的编号记入：账本会把它当成另一家', 'this key is a unified social credit code and is booked as a key of a source of its own: the book takes it for another enterprise', '在“对应”一步把编号改为统一社会信用代码', 'Say in the mapping that the key is the unified social credit code'), warning: true },
  'uscc-elsewhere': { ...rule('这一列是统一社会信用代码，却对应到了别的字段', 'this column holds a unified social credit code and is mapped to another field', '核对“对应”一步：把该列对应为编号，或改对应到正确的列', 'Check the mapping: let the column be the key, or choose the right one for this field'), warning: true },
  'department-unknown': rule('没有这个成员单位', 'no member unit bears this code or name', '先导入成员单位，或改正名称；暂不确定的留空', 'Import the member units first, or correct the name; leave it blank where it is not known'),
  'manager-unnamed': rule('该代码的管理单位没有档案，也没有填名称', 'the manager of this code has no file, and no name is given', '填写管理单位名称，或先导入该企业', 'Give the name of the manager, or import that enterprise first'),
  'boundary-missing': rule('新的园区、楼宇没有位置', 'a new park or tower says nowhere where it lies', '填写经度和纬度，或用 GeoJSON、KML、Shapefile 给出边界', 'Give longitude and latitude, or its boundary as GeoJSON, KML or a shapefile'),
  'boundary-invalid': rule('边界自相交或没有面积', 'the boundary crosses itself or has no area', '在 GIS 软件中修正边界', 'Correct the boundary in a GIS program'),
  'boundary-assumed': { ...rule('只有一个点：先按半径 30 米的圆记入，标明边界待画', 'only a point is given: a circle of 30 m around it is booked, marked as assumed', '在园区、楼宇的档案里画出边界，或导入带边界的文件', 'Draw the boundary in the file of the place, or import a file that has it'), warning: true },
  'outside-boundary': { ...rule('这个点在账本已有的边界之外；边界不变', 'the point lies outside the boundary that the book has, which stays', '核对坐标系和坐标；确已变动的，请重画边界', 'Check datum and coordinates; where it has changed, draw the boundary anew'), warning: true },
  'several-areas': rule('一处园区、楼宇由几块面组成', 'a park or tower is of several areas', '合并为一个面，或分成几行', 'Join them to one area, or give each a row of its own'),
  'place-unknown': rule('没有这处园区或楼宇', 'no park or tower bears this number or name', '先导入园区、楼宇，或改正名称、编号', 'Import parks and towers first, or correct the name or number'),
  'place-ambiguous': rule('园区和楼宇各有一处叫这个名称', 'a park and a tower both bear this name', '改填它的园区楼宇编号', 'Write its number instead'),
  'enterprise-without-file': { ...rule('账本里没有这个编号的企业：按无档案入驻单位记入，编号不保存', 'the book has no enterprise of this key: it is booked as a tenant without a file, and the key is not kept', '先导入企业，再导入入驻单位，即可关联', 'Import the enterprises first, then the tenants, and they are linked'), warning: true },
  'tenant-elsewhere': rule('它的档案写明在另一处（后为该处）', 'its file says that it sits elsewhere (there)', '先在企业档案中改正所在园区、楼宇，或改正这一行', 'Correct the place in its file first, or correct the row'),
  'tenant-ends-by-file': rule('有档案的单位迁出须在档案中办理', 'who has a file leaves by its file', '在园区、楼宇的档案中办理迁出；本行的迁出日期留空', 'End the tenancy in the file of the place; leave the day blank here'),
  'until-before-since': rule('迁出早于入驻', 'it would leave before it came', '改正其中一个日期', 'Correct one of the two dates'),
  'tenant-has-file': { ...rule('这里已有同名的建档企业（后为其编号）；本行按无档案记入，没有关联', 'an enterprise of this name has a file that says it sits here (its key follows); the row is booked without a file and not linked', '同一家的，补填它的统一社会信用代码再导入', 'Where it is the same, give its unified social credit code and import again'), warning: true },
  'unseen-character': rule('含有看不见的控制字符、换行或方向符', 'it holds control characters, line ends or marks of direction that nobody sees', '删去后重新输入该值', 'Remove them and type the value again'),
  'override-unused': { ...rule('没有用到的豁免', 'an override that nothing needed', '删除它，或检查行号与规则', 'Remove it, or check its row and rule'), warning: true },
} // prettier-ignore
