import { type EntityField, isDynamic } from '@formwright/metadata';
import { useTranslation } from 'react-i18next';
import { usePeople } from '../api/use-people.ts';
import { usePreferences } from '../preferences/preferences.ts';
import { RecordTitle } from '../records/record-title.tsx';

/** The value of a condition in words. */
export function TermValue({ app, field, value }: { app: string; field: EntityField; value: unknown }) {
  const { t } = useTranslation('fields');
  const { t: say } = useTranslation('filters');
  if (isDynamic(value))
    return (
      <b style={{ fontWeight: 500 }}>
        {value.days === undefined ? t(`dynamic.${value.dynamic}`) : say(`spans.${value.dynamic}`, { count: value.days })}
      </b>
    );
  const parts = Array.isArray(value) ? value : [value];
  return (
    <b style={{ fontWeight: 500 }}>
      {parts.slice(0, 3).map((part, index) => (
        <span key={String(part)}>
          {index > 0 ? say('listSeparator') : null}
          <OneValue app={app} field={field} value={part} />
        </span>
      ))}
      {parts.length > 3 ? say('more', { count: parts.length }) : null}
    </b>
  );
}

function OneValue({ app, field, value }: { app: string; field: EntityField; value: unknown }) {
  const locale = usePreferences((state) => state.locale);
  const people = usePeople();
  if (field.typeName === 'relation') return <RecordTitle app={app} to={field.to} id={String(value)} />;
  const lookup = (kind: string, id: string) =>
    kind === 'member' ? people.personName(id) : kind === 'department' ? people.departmentName(id) : undefined;
  const whole = field.type.shape === 'list' ? [value] : value;
  return <>{field.type.display(whole, field.document, { locale, lookup }) || String(value)}</>;
}
