import { PropertyPanel } from '../../frame/property-panel.tsx';
import { useDesign } from '../../state/design-context.tsx';
import { fieldOf } from '../entity-edits.ts';
import { useFormDesign } from '../form-design-context.tsx';
import { EntityProperties } from './entity-properties.tsx';
import { FieldProperties } from './field-properties.tsx';
import { SectionProperties } from './section-properties.tsx';

/** The properties of what is selected: a field, a section, or the form and its entity. */
export function FormProperties() {
  const { entity, form } = useFormDesign();
  const selection = useDesign((design) => design.selection);
  const field = selection.kind === 'field' ? fieldOf(entity, selection.field) : undefined;
  const section = selection.kind === 'section' ? form.sections.find(({ key }) => key === selection.section) : undefined;
  return (
    <PropertyPanel>
      {selection.kind === 'field' && field ? <FieldProperties key={selection.field} fieldKey={selection.field} field={field} /> : null}
      {section ? <SectionProperties key={section.key} section={section} /> : null}
      {field || section ? null : <EntityProperties />}
    </PropertyPanel>
  );
}
