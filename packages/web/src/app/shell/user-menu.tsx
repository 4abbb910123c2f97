import { Dropdown, type MenuProps } from 'antd';
import { Ellipsis } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Avatar } from '../../ui/avatar/avatar.tsx';
import { type Appearance, usePreferences } from '../../ui/preferences/preferences.ts';
import { useSession } from '../../ui/session/session-context.tsx';
import { useAccount } from '../../ui/session/use-account.ts';
import styles from './sider.module.css';

const appearances: Appearance[] = ['light', 'dark', 'system'];

/** Me at the foot of the side bar: language, appearance, sign out. */
export function UserMenu({ rail }: { rail: boolean }) {
  const { t } = useTranslation('shell');
  const { user } = useSession();
  const items = useMenuItems();
  return (
    <Dropdown menu={items} trigger={['click']} placement="topLeft">
      <button type="button" className={styles.me} {...(rail ? { 'aria-label': t('me', { name: user.name }) } : {})}>
        <Avatar name={user.name} id={user.id} size={24} />
        {rail ? null : (
          <>
            <span className={styles.who}>
              <strong>{user.name}</strong>
              <small>{user.department?.name ?? user.email}</small>
            </span>
            <Ellipsis size={16} strokeWidth={1.75} aria-hidden />
          </>
        )}
      </button>
    </Dropdown>
  );
}

function useMenuItems(): MenuProps {
  const { t } = useTranslation('common');
  const { locale, appearance, setAppearance } = usePreferences();
  const account = useAccount();
  return {
    selectable: true,
    selectedKeys: [locale, appearance],
    items: [
      {
        type: 'group',
        label: t('language'),
        children: [
          { key: 'zh-CN', label: t('locale.zh') },
          { key: 'en', label: t('locale.en') },
        ],
      },
      { type: 'group', label: t('appearance'), children: appearances.map((key) => ({ key, label: t(`appearances.${key}`) })) },
      { type: 'divider' },
      { key: 'signOut', label: t('signOut') },
    ],
    onClick: ({ key }) => {
      if (key === 'signOut') return void account.signOut();
      if (key === 'zh-CN' || key === 'en') return account.chooseLocale(key);
      const wanted = appearances.find((each) => each === key);
      if (wanted) setAppearance(wanted);
    },
  };
}
