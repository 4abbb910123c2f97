import { type FieldTypeName, fieldType } from '@formwright/metadata';
import {
  AtSign,
  Banknote,
  Building2,
  Calendar,
  CalendarClock,
  CircleDot,
  Hash,
  Link,
  Link2,
  ListChecks,
  ListOrdered,
  type LucideIcon,
  Paperclip,
  Percent,
  Phone,
  Square,
  Star,
  Tags,
  TextAlignStart,
  ToggleLeft,
  Type,
  User,
  Users,
} from 'lucide-react';

const icons: ReadonlyMap<FieldTypeName, LucideIcon> = new Map<FieldTypeName, LucideIcon>([
  ['text', Type],
  ['longText', TextAlignStart],
  ['number', Hash],
  ['money', Banknote],
  ['percent', Percent],
  ['rating', Star],
  ['date', Calendar],
  ['dateTime', CalendarClock],
  ['choice', CircleDot],
  ['choices', ListChecks],
  ['tags', Tags],
  ['yesNo', ToggleLeft],
  ['phone', Phone],
  ['email', AtSign],
  ['url', Link],
  ['serial', ListOrdered],
  ['member', User],
  ['members', Users],
  ['department', Building2],
  ['relation', Link2],
  ['file', Paperclip],
]);

/** The sign of a kind of field. */
export function FieldTypeIcon({ type, size = 16 }: { type: FieldTypeName; size?: number }) {
  const Icon = icons.get(fieldType(type).name) ?? Square;
  return <Icon size={size} strokeWidth={1.75} aria-hidden />;
}
