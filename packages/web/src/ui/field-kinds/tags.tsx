import { Tags } from 'lucide-react';
import type { FieldKind } from './field-kind.ts';
import { OptionsCell } from './parts/cells.tsx';
import { OptionFilter, TagsInput, TextFilter } from './parts/lazy-parts.ts';

/** Words of one's own; filtered by the suggested ones when there are any. */
export const tagsKind: FieldKind = {
  name: 'tags',
  Icon: Tags,
  width: 180,
  align: 'start',
  Cell: OptionsCell,
  Input: TagsInput,
  FilterValue: (props) =>
    (props.field.document['x-field'].options ?? []).length > 0 ? <OptionFilter {...props} /> : <TextFilter {...props} />,
  inline: true,
};
