import { useI18n } from 'vue-i18n'
import { PASSWORD_LENGTH, passwordFault } from '#core/domain/posts.ts'

/** The rules of a new password in words. @param names what it may not contain: user name, phone */
export function usePasswordWords(names: () => readonly string[]) {
  const { t } = useI18n({ useScope: 'global' })
  /** What is wrong with a password; undefined where nothing is. */
  function fault(password: string): string | undefined {
    const found = passwordFault(password, names())
    const missing = PASSWORD_LENGTH.least - [...password].length
    return found && t(`account.fault.${found}`, { ...PASSWORD_LENGTH, n: missing })
  }
  return { fault, rules: () => t('account.passwordRules', { ...PASSWORD_LENGTH }) }
}
