import { refusing, type RefusalWords } from '../../http/refusing.ts'

/** Refusals of the database by constraint. */
const WORDS: RefusalWords = {
  patrol_refused_account: ['body', '轨迹只由网格长、网格员本人的账号开启；请先用自己的账号登录。', 'A track is switched on by the account of a grid chief or worker: sign in with your own.'],
  patrol_refused_ahead: ['body.beganAt', '开始时间晚于现在；请核对手机时钟后重新开始。', 'It begins in time to come: check the clock of the phone and begin again.'],
  patrol_refused_old: ['body.beganAt', '开始时间早于轨迹的保留天数，到期轨迹不再收；可在手机上删除这条记录。', 'It began before the days for which tracks are kept, and is not taken any more: delete the record on the phone.'],
} // prettier-ignore

export const refusingPatrol = <T>(work: Promise<T>): Promise<T> => refusing('patrol-refused', WORDS, work)
