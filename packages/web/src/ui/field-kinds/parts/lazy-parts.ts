import { lazy } from 'react';

/** Inputs and filter editors are loaded when somebody edits or filters, so that reading a list stays light. */
export const TextInput = lazy(() => import('./text-input.tsx').then((module) => ({ default: module.TextInput })));
export const LongTextInput = lazy(() => import('./text-input.tsx').then((module) => ({ default: module.LongTextInput })));
export const NumberInput = lazy(() => import('./number-input.tsx').then((module) => ({ default: module.NumberInput })));
export const RatingInput = lazy(() => import('./rating-input.tsx').then((module) => ({ default: module.RatingInput })));
export const DayInput = lazy(() => import('./day-input.tsx').then((module) => ({ default: module.DayInput })));
export const MomentInput = lazy(() => import('./day-input.tsx').then((module) => ({ default: module.MomentInput })));
export const OptionInput = lazy(() => import('./option-input.tsx').then((module) => ({ default: module.OptionInput })));
export const OptionsInput = lazy(() => import('./option-input.tsx').then((module) => ({ default: module.OptionsInput })));
export const TagsInput = lazy(() => import('./option-input.tsx').then((module) => ({ default: module.TagsInput })));
export const YesNoInput = lazy(() => import('./yes-no-input.tsx').then((module) => ({ default: module.YesNoInput })));
export const MemberInput = lazy(() => import('./person-input.tsx').then((module) => ({ default: module.MemberInput })));
export const MembersInput = lazy(() => import('./person-input.tsx').then((module) => ({ default: module.MembersInput })));
export const DepartmentInput = lazy(() => import('./person-input.tsx').then((module) => ({ default: module.DepartmentInput })));
export const RelationInput = lazy(() => import('./relation-input.tsx').then((module) => ({ default: module.RelationInput })));
export const FileInput = lazy(() => import('./file-input.tsx').then((module) => ({ default: module.FileInput })));
export const TextFilter = lazy(() => import('./plain-filters.tsx').then((module) => ({ default: module.TextFilter })));
export const NumberFilter = lazy(() => import('./plain-filters.tsx').then((module) => ({ default: module.NumberFilter })));
export const YesNoFilter = lazy(() => import('./plain-filters.tsx').then((module) => ({ default: module.YesNoFilter })));
export const NoFilter = lazy(() => import('./plain-filters.tsx').then((module) => ({ default: module.NoFilter })));
export const TimeFilter = lazy(() => import('./time-filter.tsx').then((module) => ({ default: module.TimeFilter })));
export const OptionFilter = lazy(() => import('./choice-filters.tsx').then((module) => ({ default: module.OptionFilter })));
export const MemberFilter = lazy(() => import('./choice-filters.tsx').then((module) => ({ default: module.MemberFilter })));
export const DepartmentFilter = lazy(() => import('./choice-filters.tsx').then((module) => ({ default: module.DepartmentFilter })));
export const RelationFilter = lazy(() => import('./choice-filters.tsx').then((module) => ({ default: module.RelationFilter })));
