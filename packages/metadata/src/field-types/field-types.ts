import type { FieldTypeName } from '../generated/documents.ts';
import { choiceType } from './choice.ts';
import { choicesType } from './choices.ts';
import { dateType } from './date.ts';
import { dateTimeType } from './date-time.ts';
import { departmentType } from './department.ts';
import { emailType } from './email.ts';
import type { FieldType } from './field-type.ts';
import { fileType } from './file.ts';
import { longTextType } from './long-text.ts';
import { memberType } from './member.ts';
import { membersType } from './members.ts';
import { moneyType } from './money.ts';
import { numberType } from './number.ts';
import { percentType } from './percent.ts';
import { phoneType } from './phone.ts';
import { ratingType } from './rating.ts';
import { relationType } from './relation.ts';
import { serialType } from './serial.ts';
import { tagsType } from './tags.ts';
import { textType } from './text.ts';
import { urlType } from './url.ts';
import { yesNoType } from './yes-no.ts';

/** One line per kind; a kind of the schema that is missing here does not compile. */
const byName = {
  text: textType,
  longText: longTextType,
  number: numberType,
  money: moneyType,
  percent: percentType,
  rating: ratingType,
  date: dateType,
  dateTime: dateTimeType,
  choice: choiceType,
  choices: choicesType,
  tags: tagsType,
  yesNo: yesNoType,
  phone: phoneType,
  email: emailType,
  url: urlType,
  serial: serialType,
  member: memberType,
  members: membersType,
  department: departmentType,
  relation: relationType,
  file: fileType,
} as const satisfies Record<FieldTypeName, FieldType>;

/** Every kind of field by name, in the order of the palette. */
export const fieldTypes: ReadonlyMap<FieldTypeName, FieldType> = new Map(Object.values(byName).map((type) => [type.name, type]));

/** The kind of a name; every name of the schema has one. */
export function fieldType(name: FieldTypeName): FieldType {
  return byName[name];
}
