import type { FieldTypeName } from '@formwright/metadata';
import { choiceKind } from './choice.tsx';
import { choicesKind } from './choices.tsx';
import { dateKind } from './date.tsx';
import { dateTimeKind } from './date-time.tsx';
import { departmentKind } from './department.tsx';
import { emailKind } from './email.tsx';
import type { FieldKind } from './field-kind.ts';
import { fileKind } from './file.tsx';
import { longTextKind } from './long-text.tsx';
import { memberKind } from './member.tsx';
import { membersKind } from './members.tsx';
import { moneyKind } from './money.tsx';
import { numberKind } from './number.tsx';
import { percentKind } from './percent.tsx';
import { phoneKind } from './phone.tsx';
import { ratingKind } from './rating.tsx';
import { relationKind } from './relation.tsx';
import { serialKind } from './serial.tsx';
import { tagsKind } from './tags.tsx';
import { textKind } from './text.tsx';
import { urlKind } from './url.tsx';
import { yesNoKind } from './yes-no.tsx';

// Written as a record, so that a field type of the schema without its half here does not compile.
const kinds: Record<FieldTypeName, FieldKind> = {
  text: textKind,
  longText: longTextKind,
  number: numberKind,
  money: moneyKind,
  percent: percentKind,
  rating: ratingKind,
  date: dateKind,
  dateTime: dateTimeKind,
  choice: choiceKind,
  choices: choicesKind,
  tags: tagsKind,
  yesNo: yesNoKind,
  phone: phoneKind,
  email: emailKind,
  url: urlKind,
  serial: serialKind,
  member: memberKind,
  members: membersKind,
  department: departmentKind,
  relation: relationKind,
  file: fileKind,
};

/** Every kind of field by name. */
export const fieldKinds: ReadonlyMap<FieldTypeName, FieldKind> = new Map(Object.values(kinds).map((kind) => [kind.name, kind]));

/** The kind of a field; every name of the schema has one. */
export function fieldKind(name: FieldTypeName): FieldKind {
  return fieldKinds.get(name) ?? textKind;
}
