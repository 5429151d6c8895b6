import type { RefusalWords } from '../../http/refusing.ts'

/** Refusals of the database by constraint. */
export const WORDS: RefusalWords = {
  special_work_level: ['body.level', '级别与作业类型不符；请按票证选择级别。', 'The level is none of that kind of work: choose it as the ticket says.'],
  special_work_time: ['body.untilAt', '结束须晚于开始；请改正时间。', 'The end follows the beginning: correct the times.'],
  special_work_validity: ['body.untilAt', '超过这类作业票的最长时限；请缩短，到期另办新票。', 'Longer than a ticket of that kind holds: make it shorter, and file another after it.'],
  special_work_extended: ['body.extended', '只有临时用电可以因特殊情况延长；请留空。', 'Only temporary power is extended: leave that empty.'],
  special_work_zone: ['body.zone', '动火作业须说明在哪里动火：运行中的装置设备、重大危险源罐区防火堤内，或其他；请选择。其他作业请留空。', 'Hot work says where it is done: on running plant, in the dike of a major hazard, or elsewhere; other works leave that empty.'],
  special_work_special: ['body.level', '运行中的装置设备上、重大危险源罐区防火堤内的动火是特级动火（GB 30871-2022 5.1.2）；请按特级办理。', 'Hot work on running plant and in the dike of a major hazard is of the special level (GB 30871-2022, 5.1.2): file it as that.'],
  special_work_storage: ['body.level', '重大危险源储存单元的动火不低于一级；请按一级或特级办理，不在该单元内的请不选危险源。', 'Hot work at a storage unit of a major hazard is of the first level at least: file it as that, or leave the source empty where the work is elsewhere.'],
  special_work_guardian: ['body.guardian', '监护人不能是作业负责人本人；请另指定监护人。', 'Whoever is responsible is not the guardian, too: name another.'],
  special_work_source: ['body.source', '没有这处危险源，或不属于这家单位；请重新选择。', 'No such hazard source of this enterprise: choose another.'],
  special_work_past: ['body.untilAt', '作业须在结束之前报备；请核对时间。', 'A work is filed before it is over: check the times.'],
  special_work_step: ['body.step', '这项作业现在不能这样办理；请看过现在的状态。', 'That cannot be done in the state the work is in: look at it as it is now.'],
  special_work_hours: ['body.step', '不在作业票的时间内，不能作业；请等到开始时间，或另办新票。', 'Outside the hours of the ticket: wait for them, or file another.'],
  special_work_length: ['body.untilAt', '作业票最长 30 天，开始时间在报备前 31 天至后 90 天之内；请改正时间。', 'A ticket holds 30 days at most and begins between 31 days before its filing and 90 days after: correct the times.'],
  special_work_gas: ['body.step', '没有合格的气体分析：须在 30 分钟内、中断后重新取样，各检测点都合格；请先检测。', 'No gas test that lets people work: within 30 minutes, after the break, and passed at each point; test first.'],
  special_work_gas_test_at: ['body.at', '检测时间须在此刻之前一天内；请核对。', 'A test is of the day up to now: check the time.'],
  special_work_over: ['body', '作业已结束，不再补记检测。', 'The work is over and takes no more tests: file another work.'],
} // prettier-ignore
