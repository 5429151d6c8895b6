import type { ProblemCode } from '#core/contract/problem.ts'

/** What a person reads where the failure itself says nothing better: Chinese, then English, each with the remedy. */
export const PROBLEM_WORDS = {
  'invalid-request': [
    '请求中有无法理解的内容，请按 issues 逐项改正后重试。',
    'Some of the request was not understood: correct what issues lists and send it again.',
  ],
  'request-taken': [
    '这个请求编号先前已记下另一内容，这次没有写入；请核对已记下的，确需另记请重新打开表单再填（程序请换新编号）。',
    'Something else was recorded under this request id, and nothing was written now: look at what is there, and to record another open the form anew (a program takes a new id).',
  ],
  'sign-in-needed': ['请先登录。', 'Sign in first.'],
  'sign-in-wrong': [
    '用户名或口令不正确；请核对后重试，忘记口令请联系安全管理员重置。',
    'User name or password is wrong: check both and try again, or have the security administrator reset it.',
  ],
  'code-wrong': [
    '验证码不正确或已用过；请等身份验证器显示下一个后重试。',
    'The code is wrong or was used: wait for the next one of the authenticator.',
  ],
  'sign-in-locked': [
    '连续失败次数过多，已暂时锁定；请稍后再试，或联系安全管理员解锁。',
    'Locked for a while after too many failures: try again later, or have the security administrator unlock it.',
  ],
  'too-many': ['请求过于频繁；请稍后再试。', 'Too many requests from here: wait a little and try again.'],
  'not-allowed': [
    '当前身份无权执行此操作；请换用有权限的身份，或联系管理员。',
    'This identity may not do that: take one that may, or ask the administrator.',
  ],
  'not-found': [
    '没有找到，或不在您的管辖范围内；请检查地址和编号。',
    'Nothing here by that name, or it lies outside your scope: check the address and the id.',
  ],
  'method-not-allowed': [
    '此地址不支持这种请求方法；请改用 Allow 头中列出的方法。',
    'This address does not take that method: use one that the header Allow lists.',
  ],
  'too-large': ['请求体超过上限；请分成几次发送。', 'The body is larger than is taken: send it in parts.'],
  'unreadable-encoding': [
    '无法读取请求体的字符集或压缩方式；请用 UTF-8，不压缩或用 gzip、deflate、br。',
    'The character set or compression of the body is unknown here: use UTF-8, plain or by gzip, deflate, br.',
  ],
  'hazard-enterprise-unknown': [
    '没有这家单位，或不在您的管辖范围内；请重新选择单位。',
    'No such enterprise, or it lies outside your scope: choose another.',
  ],
  'hazard-changed': [
    '这条隐患刚被他人办理过；没有写入。请看过现在的情况后再办。',
    'Somebody else did something to this hazard meanwhile: nothing was written. Look at it as it is now, then act.',
  ],
  'alarm-changed': [
    '报警在此期间已有变化；请刷新后再办理。',
    'The alarm went on in the meantime: look again, then act.',
  ],
  'alarm-refused': ['现在不能这样处理；请按提示改正。', 'That cannot be done to this alarm now: see what is said.'],
  'hazard-refused': ['现在不能这样办理；请按提示改正。', 'That cannot be done to this hazard now: see what is said.'],
  'hazard-own': ['自己经手的须由他人办理。', 'What you did yourself is for somebody else to judge.'],
  'inspection-changed': [
    '这次检查已在别处改过；没有写入。请与现在的内容逐项比对后再存。',
    'This inspection was changed elsewhere: nothing was written. Compare what stands now field by field, then save.',
  ],
  'inspection-record-taken': [
    '此编号已用于另一条记录；没有写入。记录不可改写，请用新编号另加一条。',
    'This id belongs to another record: nothing was written. Records are never written over; add another under a new id.',
  ],
  'inspection-refused': [
    '这次检查不能这样保存；请按提示改正。',
    'The inspection cannot be saved like that: see what is said.',
  ],
  'responsible-refused': [
    '包保责任不能这样记录；请按提示改正。',
    'That cannot be written down of who answers for the source: see what is said.',
  ],
  'responsible-changed': [
    '包保责任人或日期刚被他人改过；没有写入。请看过现在的内容后再存。',
    'Somebody else changed who answers, or the dates, meanwhile: nothing was written. Look at what stands now, then save.',
  ],
  'coverage-task-refused': [
    '不能这样办理补盲任务；请按提示改正。',
    'That cannot be done with the task: see what is said.',
  ],
  'coverage-task-changed': [
    '这处盲点的任务刚被他人交办或改动；请看现在的情况再办。',
    'Somebody else has just given or changed the task of this blind spot: look at it as it is now.',
  ],
  'assignment-refused': ['不能这样分包；请按提示改正。', 'That cannot be assigned: see what is said.'],
  'assignment-changed': [
    '分包刚被他人改过，或这几天已有领导分包；没有写入。请看过现在的分包后再存。',
    'Somebody else changed who answers meanwhile, or a leader answered on those days: nothing was written. Look at what stands now, then save.',
  ],
  'law-refused': ['法规不能这样记录；请按提示改正。', 'That cannot be written into the library: see what is said.'],
  'supervision-refused': ['规则不能这样写；请按提示改正。', 'The rule cannot be written like that: see what is said.'],
  'supervision-changed': [
    '这条规则刚被他人结束；没有写入。请看过现在的规则后再存。',
    'Somebody else ended the rule meanwhile: nothing was written. Look at what stands now, then save.',
  ],
  'pledge-refused': ['承诺公告不能这样保存；请按提示改正。', 'The pledge cannot be saved like that: see what is said.'],
  'pledge-changed': [
    '今天的承诺刚被他人改过；没有写入。请看过现在的内容后再存。',
    'Somebody else changed the pledge of today meanwhile: nothing was written. Look at what stands now, then save.',
  ],
  'special-work-refused': [
    '特殊作业不能这样办理；请按提示改正。',
    'That cannot be done to the work: see what is said.',
  ],
  'special-work-changed': [
    '这项作业刚被他人办理过；没有写入。请看过现在的情况后再办。',
    'Somebody else did something to this work meanwhile: nothing was written. Look at it as it is now, then act.',
  ],
  'grid-draft-refused': [
    '这一步不能做，草案没有改动；请按说明处理后再试。',
    'This cannot be done, and the draft is as it was: see what it says and try again.',
  ],
  'grid-draft-changed': [
    '草案已被他人改动，您的这一步没有执行；请看过最新的草案后再做。',
    'Somebody else has changed the draft, so this was not done: look at it as it is now, then do it again.',
  ],
  'grid-person-refused': [
    '网格人员没有写入；请按提示改正。',
    'The person of the node was not written: see what is said.',
  ],
  'grid-person-changed': [
    '已被他人改动，没有写入；请看过现在的情况再做。',
    'Somebody else has changed it, so nothing was written: look at what stands now.',
  ],
  'patrol-open': [
    '您已有一条轨迹在记录，一人同时只有一条；请接着记录那一条，或先把它结束。',
    'A track of yours is on already, and nobody walks two at a time: go on with that one, or end it first.',
  ],
  'patrol-refused': ['轨迹没有写入；请按提示处理。', 'The track was not taken: see what is said.'],
  'coverage-not-whole': [
    '还有盲点，不能出具无盲区证明；请先逐项消除。',
    'Not everything is covered, so nothing can be certified: mend what is listed first.',
  ],
  'import-restaged': [
    '文件已被重新检查，或合并的决定有变，与您确认的不同；没有发布。请看过新的结果后再确认。',
    'It was checked anew, or a merge was decided otherwise, since you confirmed it: nothing was published. Look at what is found now and confirm that.',
  ],
  'import-outdated': [
    '检查之后账本有变；没有发布。请重新检查，看过新的结果后再发布。',
    'The book has changed since the check: nothing was published. Check the file again and confirm what is found then.',
  ],
  'import-refused': ['无法导入；请按提示改正后重试。', 'It cannot be imported: correct what is said and try again.'],
  'import-rows-rejected': ['部分行未通过校验，未导入任何数据。', 'Some rows were refused; nothing was imported.'],
  'setup-token-wrong': [
    '一次性令牌不正确或已使用；请重新启动程序，使用新打印的令牌。',
    'The one-time token is wrong or was used: start the program again and use the token it prints then.',
  ],
  'link-wrong': [
    '链接不正确、已使用或已过期；请联系安全管理员重新发送。',
    'The link is wrong, was used or has expired: have the security administrator send another.',
  ],
  'sign-on-refused': [
    '单点登录没有完成：已过期、已用过、被取消，或不是在这个浏览器中、从本系统的正式地址开始的；请重新登录。',
    'Single sign-on was not completed: it expired, was used or called off, or did not begin in this browser at the proper address: sign in again.',
  ],
  'sign-on-unknown': [
    '您在统一登录处的身份没有关联本系统的账号；请用口令登录后在“我的账号”中关联，没有账号请联系安全管理员。',
    'Whom the provider says you are is linked to no account here: sign in by password and link it in your account, or ask the security administrator.',
  ],
  'sign-on-taken': [
    '统一登录处的这个身份已关联另一个账号；请换一个身份，或先在那个账号中取消关联。',
    'Whom the provider says you are is linked to another account: be somebody else there, or take that link off first.',
  ],
  'password-refused': ['口令不符合要求。', 'The password does not meet the rules.'],
  'account-taken': ['该用户名或手机号已被使用；请换一个。', 'That user name or phone is taken: choose another.'],
  'post-refused': [
    '岗位与其范围不符，或与已有的管理员岗位冲突；请改正后重试。',
    'The post does not fit its scope, or one administrator already holds another administration: correct it.',
  ],
  'scene-taken': ['已有同名场景；请换一个名称。', 'There is a scene of that name already: choose another.'],
  'weather-span': [
    '气象预警须在开始之后结束，最长 7 天；开始时间最早为一天前，最晚为三天后。请改正后重试。',
    'A weather warning ends after it begins and lasts 7 days at most; it begins no earlier than a day ago and no later than in three days: correct it and send it again.',
  ],
  'entry-refused': [
    '条目自相矛盾，例如截止日早于起始日；请改正后重试。',
    'The entry contradicts itself, for example it ends before it begins: correct it and send it again.',
  ],
  'document-refused': [
    '文件不是完整的 PDF、JPG、PNG、DOCX 或 XLSX；请重新导出后上传。',
    'The file is no whole PDF, JPG, PNG, DOCX or XLSX: export it again and upload that.',
  ],
  'document-infected': [
    '查毒程序在文件中发现病毒，没有保存；请先在本机查杀，并通知管理员。',
    'The virus scanner found something in the file and it was not kept: clean the machine it is from, and tell the administrator.',
  ],
  'document-taken': [
    '档案中已有内容完全相同的文件；不必再次上传。',
    'The file holds a document of the very same content already: there is no need to upload it again.',
  ],
  'document-quota': [
    '这家单位的文档已达上限（500 份或共 2 GB；隐患和检查的照片另计，5000 份或共 10 GB）；请先删除不再需要的文档。',
    'The documents of this enterprise are at their limit of 500, or of 2 GB together (of hazards and inspections beside them 5,000, or 10 GB): delete some that are no longer needed.',
  ],
  'document-kept': [
    '这份文档是隐患闭环的证据，须保留；如有更正，请另行上传。',
    'The document is evidence of a hazard and is kept: to correct it, add another.',
  ],
  'entry-changed': [
    '您打开之后，他人已修改过这条记录；请关闭表单、查看现值后再改。所填内容尚未保存。',
    'Somebody changed it after you opened it: close the form, look at what stands now, and change that. Nothing of yours was saved.',
  ],
  'field-refused': [
    '内容自相矛盾或与其他单位重复；请改正后重试。',
    'The values contradict each other or belong to another enterprise: correct them and send them again.',
  ],
  'proposal-decided': ['该提议已有结果；请刷新后查看。', 'The proposal is decided already: refresh to see how.'],
  'proposal-conflict': [
    '提议之后原值已变，不能直接采纳；请退回并请企业按现值重新提议。',
    'What it would change was changed meanwhile: refuse it and have it proposed anew from the present values.',
  ],
  'proposal-own': [
    '不能受理自己提出的修改；请由其他监管人员受理。',
    'Nobody decides an own proposal: have somebody else decide it.',
  ],
  'report-refused': [
    '报表不能这样编制；请按提示改正后重试。',
    'The report cannot be made like that: correct what is said and try again.',
  ],
  'checklist-changed': [
    '预览之后检查表已有新的发布；请重新预览，核对后再发布。',
    'Checklists were published since this was looked at: look at the file again, then publish it.',
  ],
  'report-changed': [
    '报表已有变化，与您看到的不同；请刷新，核对后再操作。',
    'The report is no longer the one you saw: refresh, look at it and decide again.',
  ],
  'report-signed': [
    '报表已签发，不能删除，也不再改动；有错请写明理由另编更正报表。',
    'The report is signed: it cannot be deleted or changed any more. Where it is wrong, prepare a correction with a reason.',
  ],
  'report-own': [
    '不能签发自己编制的报表；请由另一位负责人签发。',
    'Nobody signs a report of their own: have another principal sign it.',
  ],
  'gateway-wrong': [
    '网关令牌不正确或已被撤销，没有收下任何读数；请核对令牌，或请管理者另建网关。',
    'The token is of no gateway, or it was revoked, and nothing was taken: check the token, or have a new gateway made.',
  ],
  'gateway-replays': [
    '网关登记的是重放还是实测，与消息中的 replays 不一致，没有收下任何读数；重放请用登记了同一来源的重放网关，实测请去掉 replays。',
    'What the gateway was made for, to measure or to replay, is not what the message says in `replays`, and nothing was taken: send a replay by a gateway made for that very series, and leave `replays` out where it measures.',
  ],
  'gateway-taken': [
    '这家单位已有同名的网关（已撤销的也算）；请换一个名称。',
    'The enterprise has a gateway of that name, perhaps a revoked one: choose another.',
  ],
  internal: [
    '服务器出错，已记入日志；请稍后重试，仍不行请把请求编号告诉管理员。',
    'Something went wrong here and was logged: try again, and if it stays give the request id to the administrator.',
  ],
  'sign-on-away': [
    '暂时连不上统一登录；请稍后重试，或用口令登录。',
    'The provider of single sign-on does not answer: try again shortly, or sign in by password.',
  ],
  'scanner-away': [
    '查毒程序没有应答，文件没有保存；请稍后重试，仍不行请联系系统管理员。',
    'The virus scanner does not answer and the file was not kept: try again shortly, or ask the system administrator.',
  ],
  'no-answer': [
    '暂时连不上数据库，请稍后重试；画面上的数据停留在上次更新时。',
    'The database does not answer: try again shortly; what is on the screen is as of the last update.',
  ],
  'too-slow': [
    '查询超时，请缩小范围或减少筛选条件后重试。',
    'The question took too long: narrow the area or the filter and ask again.',
  ],
} as const satisfies Record<ProblemCode, readonly [zh: string, en: string]>
