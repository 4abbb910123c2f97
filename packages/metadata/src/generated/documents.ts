// Generated from schemas/*.schema.json by scripts/generate-types.mjs. Do not edit.

/** An app: what a team installs, edits and publishes together. */
export interface AppDoc {
  /** Address of this schema, for editors. */
  $schema?: string;
  /** Stable name of the app; part of every address. */
  key: string;
  /** Name of the app as people read it. */
  title: string;
  /** What the app is for, in one or two sentences. */
  description?: string;
  /** Version of the package, three numbers. */
  version: string;
  /** Language the documents are written in. Default: "zh-CN". */
  locale?: 'zh-CN' | 'en';
  /** Icon on the app's tile. */
  icon?: string;
  /** Colour of the app's tile. */
  color?: Color;
  /** Where the template centre lists it. Default: "other". */
  category?: 'sales' | 'service' | 'project' | 'other';
  /** Keys of other apps whose entities this one refers to. */
  uses?: string[];
  /** What the side bar lists under the app, in this order; everything when left out. */
  menu?: MenuItem[];
}

/** One entry of the menu. */
export interface MenuItem {
  /** What the entry opens. */
  kind: 'entity' | 'dashboard';
  /** Which entity or dashboard. */
  key: string;
}

/** One of the ten colours of options and apps. */
export type Color = 'red' | 'orange' | 'amber' | 'olive' | 'green' | 'teal' | 'blue' | 'indigo' | 'plum' | 'grey';

/** Which value is worked out when it is used. */
export type DynamicName = 'me' | 'myReports' | 'myDepartment' | 'myDepartments' | 'now' | 'today' | 'yesterday' | 'tomorrow' | 'thisWeek' | 'lastWeek' | 'nextWeek' | 'thisMonth' | 'lastMonth' | 'nextMonth' | 'thisQuarter' | 'lastQuarter' | 'thisYear' | 'lastYear' | 'lastDays' | 'nextDays';

/** How a field is compared. */
export type FilterOperator = 'eq' | 'ne' | 'gt' | 'gte' | 'lt' | 'lte' | 'in' | 'nin' | 'between' | 'contains' | 'startsWith' | 'empty' | 'notEmpty';

/** How a figure is worked out. */
export type MeasureOperator = 'count' | 'sum' | 'avg' | 'min' | 'max' | 'distinct';

/** Which span of time makes one group. */
export type Bucket = 'day' | 'week' | 'month' | 'quarter' | 'year';

/** A value that is worked out when it is used. */
export interface Dynamic {
  /** Which value: the person who acts, people of theirs, or a point or span of time in the organisation's time zone. */
  dynamic: DynamicName;
  /** How many days lastDays and nextDays span; 7 unless told. */
  days?: number;
}

/** One condition on one field. */
export interface FilterTerm {
  /** Which field is looked at. */
  field: string;
  /** How it is compared. */
  op: FilterOperator;
  /** A constant, a list for in, nin and between, or { dynamic }; none for empty and notEmpty. */
  value?: unknown;
}

/** Every part must hold. */
export interface FilterAll {
  /** The parts; none means everything. */
  all: Filter[];
}

/** At least one part must hold. */
export interface FilterAny {
  /** The parts; none means nothing. */
  any: Filter[];
}

/** Which records: a tree of all and any over conditions. */
export type Filter = FilterAll | FilterAny | FilterTerm;

/** One sort key. */
export interface Sort {
  /** Field to sort by. */
  field: string;
  /** Upwards or downwards; empty values come first upwards. */
  dir: 'asc' | 'desc';
}

/** One figure worked out over a group of records. */
export interface Measure {
  /** How it is worked out. */
  op: MeasureOperator;
  /** Over which field; not for count. */
  field?: string;
  /** Its name in the answer. */
  as: string;
}

/** One grouping. */
export interface Group {
  /** Field to group by. */
  field: string;
  /** For dates: which span makes one group, in the organisation's time zone. */
  bucket?: Bucket;
}

/** A grid of widgets, each a group-by query and a kind of chart. */
export interface DashboardDoc {
  /** Address of this schema, for editors. */
  $schema?: string;
  /** Stable name of the dashboard. */
  key: string;
  /** Name of the dashboard. */
  title: string;
  /** Icon in the menu. */
  icon?: string;
  /** The widgets. */
  widgets: Widget[];
}

/** One figure or chart. */
export interface Widget {
  /** Stable name of the widget. */
  id: string;
  /** Heading of the widget. */
  title: string;
  /** Unit said beside the heading. */
  unit?: string;
  /** Kind of chart. */
  kind: 'metric' | 'bar' | 'column' | 'line' | 'pie' | 'funnel' | 'ranking';
  /** Entity whose records are counted. */
  entity: string;
  /** Which records; all that one may see when left out. */
  filter?: Filter;
  /** What makes the groups; none for a metric. */
  groups?: Group[];
  /** The figures. */
  measures: Measure[];
  /** How many groups at the most; the largest first. Default: 20. */
  limit?: number;
  /** Place on the grid of 12 columns. */
  layout: WidgetLayout;
}

/** Place and size in grid cells. */
export interface WidgetLayout {
  /** First column, from 0. */
  x: number;
  /** First row, from 0. */
  y: number;
  /** Columns it takes. */
  w: number;
  /** Rows of 40 px it takes. */
  h: number;
}

/** A kind of record. The document is itself a JSON Schema 2020-12 object by which any tool can validate records; only this closed subset of keywords is allowed. */
export interface EntityDoc {
  /** Address of JSON Schema 2020-12. */
  $schema?: string;
  /** Stable name of the entity. */
  key: string;
  /** Name of the kind of record as people read it. */
  title: string;
  /** What such a record stands for. */
  description?: string;
  /** Always object: a record is one. */
  type: 'object';
  /** Fields without which a record is not saved. */
  required?: string[];
  /** The fields by key, in their natural order. */
  properties: Record<string, Field>;
  /** What JSON Schema cannot say about the entity. */
  'x-entity': EntityOptions;
}

/** Title, owner, uniqueness and rules of an entity. */
export interface EntityOptions {
  /** Field that names a record in lists, links and messages. */
  titleField: string;
  /** Member field that says whose record it is; createdBy when left out. Scopes own, department and reports look at it. */
  ownerField?: string;
  /** Icon of the entity. */
  icon?: string;
  /** Lists of fields whose values together occur once; records in the recycle bin do not count. */
  unique?: string[][];
  /** Conditions every record must meet. */
  rules?: EntityRule[];
}

/** A condition on the whole record with the sentence shown when it fails. */
export interface EntityRule {
  /** Formula that must be true. */
  check: string;
  /** What is wrong and how to mend it. */
  message: string;
  /** Field beside which the message stands. */
  at?: string;
}

/** One field: the JSON Schema of its value and what kind of field it is. */
export interface Field {
  /** Label of the field. */
  title: string;
  /** Help shown below the field. */
  description?: string;
  /** JSON type of the value. */
  type?: 'string' | 'number' | 'integer' | 'boolean' | 'array' | 'object';
  /** Format of a text value. */
  format?: 'date' | 'date-time' | 'time' | 'email' | 'uri';
  /** Values allowed for a choice. */
  enum?: string[];
  /** Schema of the elements of a list value. */
  items?: FieldItems;
  /** Fewest characters. */
  minLength?: number;
  /** Most characters. */
  maxLength?: number;
  /** Regular expression the text must match; only patterns a linear-time engine can run. */
  pattern?: string;
  /** Smallest number. */
  minimum?: number;
  /** Largest number. */
  maximum?: number;
  /** Step: 1 for whole numbers, 0.01 for cents. */
  multipleOf?: number;
  /** Fewest elements. */
  minItems?: number;
  /** Most elements. */
  maxItems?: number;
  /** Whether no element may repeat. */
  uniqueItems?: boolean;
  /** Whether people cannot write it: the product fills it. Default: false. */
  readOnly?: boolean;
  /** The kind of field and its settings. */
  'x-field': FieldOptions;
}

/** Schema of one element of a list. */
export interface FieldItems {
  /** JSON type of an element. */
  type?: 'string' | 'number' | 'integer' | 'boolean';
  /** Values allowed. */
  enum?: string[];
  /** Fewest characters of an element. */
  minLength?: number;
  /** Most characters of an element. */
  maxLength?: number;
}

/** Kind of field. */
export type FieldTypeName = 'text' | 'longText' | 'number' | 'money' | 'percent' | 'rating' | 'date' | 'dateTime' | 'choice' | 'choices' | 'tags' | 'yesNo' | 'phone' | 'email' | 'url' | 'serial' | 'member' | 'members' | 'department' | 'relation' | 'file';

/** The kind of a field and the settings that kind knows; a setting of another kind is refused. */
export interface FieldOptions {
  /** Kind of field. */
  type: FieldTypeName;
  /** Hint inside the empty field. */
  placeholder?: string;
  /** Whether quick search looks into it. Default: false. */
  searchable?: boolean;
  /** Value of a new record. */
  default?: FieldDefault;
  /** choice, choices, tags: the values with label and colour. */
  options?: FieldOption[];
  /** serial: the number's shape: text, {yyyy} {yyyyMM} {yyyyMMdd} for the day, {0000} for the counter with that many digits. */
  pattern?: string;
  /** serial: when the counter starts again at 1, in the organisation's time zone. Default: "never". */
  reset?: 'never' | 'year' | 'month' | 'day';
  /** money: ISO 4217 code. Default: "CNY". */
  currency?: string;
  /** number, money, percent: digits after the point; values are rounded half up to it when written. A percentage is stored as a fraction (0.125) and its digits are those people see (12.5 %). Default: 2. */
  scale?: number;
  /** rating: how many stars. Default: 5. */
  max?: number;
  /** relation: entity the field points to. */
  to?: string;
  /** relation: fields of the target shown when choosing. */
  show?: string[];
  /** relation: name under which the target lists the records that point to it. */
  reverse?: string;
  /** relation: what deleting the target does: empty this field, or refuse the deletion. Default: "clear". */
  onDelete?: 'clear' | 'refuse';
  /** file: allowed types, as image/* or .pdf; all when left out. */
  accept?: string[];
  /** date: the day by which something is to be done. Lists say how far away it is or how late, and the workbench of a record's owner counts it. Default: false. */
  due?: boolean;
  /** Whether no two records may hold the same value. Default: false. */
  unique?: boolean;
}

/** Where the value of a new record comes from. */
export type FieldDefault = FieldDefaultValue | Dynamic;

/** A constant. */
export interface FieldDefaultValue {
  /** The constant, of the field's type. */
  value: unknown;
}

/** One value of a choice. */
export interface FieldOption {
  /** What is stored; never changes. */
  value: string;
  /** What people read. */
  label: string;
  /** Colour of its tag; without one a choice reads as plain text and a tag is grey. */
  color?: Color;
}

/** A layout over one entity, with rules for when fields show, are required or read-only. */
export interface FormDoc {
  /** Address of this schema, for editors. */
  $schema?: string;
  /** Stable name of the form. The form whose key is its entity's key is the default one. */
  key: string;
  /** Entity whose records it shows. */
  entity: string;
  /** Name of the form. */
  title: string;
  /** Tabs that sections are spread over; none when left out. */
  tabs?: FormTab[];
  /** Sections from top to bottom. */
  sections: FormSection[];
}

/** One tab. */
export interface FormTab {
  /** Stable name of the tab. */
  key: string;
  /** Text on the tab. */
  title: string;
}

/** A titled group of fields. */
export interface FormSection {
  /** Stable name of the section. */
  key: string;
  /** Heading; none when left out. */
  title?: string;
  /** Tab it stands on; the first when left out. */
  tab?: string;
  /** How many fields stand side by side on a wide screen. Default: 2. */
  columns?: number;
  /** Fields in reading order. */
  items: FormItem[];
}

/** One field's place and rules in the form. */
export interface FormItem {
  /** Which field. */
  field: string;
  /** How many columns it takes. Default: 1. */
  span?: number;
  /** Shown while this is true; always when left out. A hidden field keeps its value. */
  visibleWhen?: string;
  /** Required while this is true. */
  requiredWhen?: string;
  /** Read-only while this is true. */
  readOnlyWhen?: string;
}

/** A job in an app: what its holders may do with which records and fields. Grants only add. */
export interface RoleDoc {
  /** Address of this schema, for editors. */
  $schema?: string;
  /** Stable name; people are given app.role. */
  key: string;
  /** Name of the role. */
  title: string;
  /** Who should hold it. */
  description?: string;
  /** What it allows. */
  grants: Grant[];
  /** Dashboards its holders may open; all when left out. */
  dashboards?: string[];
  /** Workflows its holders may start; all when left out. */
  workflows?: string[];
}

/** Actions on the records of one entity within a scope. */
export interface Grant {
  /** Which entity. */
  entity: string;
  /** What may be done. */
  actions: RecordAction[];
  /** With which records: the sum of these. */
  scope: Scope[];
  /** With which fields; all may be written when left out. */
  fields?: FieldPlan;
}

/** A set of records. */
export type Scope = ScopeKind | ScopeFilter;

/** A set known by name. */
export interface ScopeKind {
  /** all; those one owns; those that people of one's department own; those that people whose manager one is own. */
  kind: 'all' | 'own' | 'department' | 'reports';
}

/** The records that meet a condition. */
export interface ScopeFilter {
  /** The condition. */
  filter: Filter;
}

/** What may be done with a record. */
export type RecordAction = 'read' | 'create' | 'update' | 'delete' | 'export' | 'import' | 'comment';

/** What may be done with a field; write includes read. */
export type FieldRight = 'write' | 'read' | 'hidden';

/** Which fields may be read and written. */
export interface FieldPlan {
  /** For every field not named below. Default: "write". */
  default?: FieldRight;
  /** Field by field: write, read, or hidden (not even in a filter, a count or an event). */
  fields?: Record<string, FieldRight>;
}

/** A saved query over one entity with a way to show it. */
export interface ViewDoc {
  /** Address of this schema, for editors. */
  $schema?: string;
  /** Stable name of the view, unique in the app. */
  key: string;
  /** Entity whose records it shows. */
  entity: string;
  /** Text on the view's tab. */
  title: string;
  /** How records are shown. */
  kind: 'grid' | 'kanban';
  /** Place among the entity's views, lowest first. Default: 100. */
  order?: number;
  /** grid: fields from left to right; kanban: fields on a card. */
  columns?: ViewColumn[];
  /** Which records; all that one may see when left out. */
  filter?: Filter;
  /** In which order; newest first when left out. */
  sort?: Sort[];
  /** grid: choice or member field whose values make groups of rows; kanban: choice field whose values are the columns. */
  group?: string;
  /** kanban: number field summed above each column. */
  sum?: string;
}

/** One field of the view. */
export interface ViewColumn {
  /** Which field. */
  field: string;
  /** Width in px; by kind of field when left out. */
  width?: number;
  /** Whether it stays in place while scrolling sideways. Default: false. */
  frozen?: boolean;
  /** Figure at the foot. */
  sum?: 'sum' | 'avg' | 'min' | 'max' | 'count';
}

/** A graph of nodes and edges with a trigger; approvals and automations alike. */
export interface WorkflowDoc {
  /** Address of this schema, for editors. */
  $schema?: string;
  /** Stable name of the workflow. */
  key: string;
  /** Name of the workflow. */
  title: string;
  /** What it is for. */
  description?: string;
  /** What starts a run. */
  trigger: Trigger;
  /** The nodes; exactly one is of type start. */
  nodes: WorkflowNode[];
  /** The ways between nodes. */
  edges: Edge[];
}

/** How a run begins. */
export interface Trigger {
  /** button: a person starts it on a record; created, updated: a record is. */
  type: 'button' | 'created' | 'updated';
  /** Entity of the record the run is about. */
  entity: string;
  /** button: text on it; the workflow's title when left out. */
  label?: string;
  /** Only for records for which this is true. */
  when?: string;
  /** updated: only when one of these changed. */
  fields?: string[];
  /** button: what the person fills in when starting. */
  input?: WorkflowInput;
}

/** Fields asked for, written as the fields of an entity. */
export interface WorkflowInput {
  /** Those that must be filled in. */
  required?: string[];
  /** The fields by key. */
  properties: Record<string, Field>;
}

/** Place on the canvas. */
export interface Position {
  /** px from the left. */
  x: number;
  /** px from the top. */
  y: number;
}

/** A way from one node to the next. */
export interface Edge {
  /** Stable name of the edge. */
  id: string;
  /** Node it leaves. */
  from: string;
  /** Node it reaches. */
  to: string;
  /** From a condition: taken when true, over record, input, initiator and the run's variables. The edge without it is the default. */
  when?: string;
  /** Words on the edge. */
  title?: string;
}

/** One step of the workflow. */
export type WorkflowNode = StartNode | ApprovalNode | CcNode | ConditionNode | UpdateNode | NotifyNode | EndNode;

/** Where a run begins. */
export interface StartNode {
  /** Stable name of the node. */
  id: string;
  /** Kind of node. */
  type: 'start';
  /** Name of the step. */
  title: string;
  /** Place on the canvas. */
  position: Position;
  /** Settings. */
  config?: StartConfig;
}

/** Settings of the start. */
export interface StartConfig {
  /** When the initiator may withdraw the run. Default: "untilDecided". */
  withdraw?: 'never' | 'untilDecided' | 'always';
}

/** People decide. */
export interface ApprovalNode {
  /** Stable name of the node. */
  id: string;
  /** Kind of node. */
  type: 'approval';
  /** Name of the step. */
  title: string;
  /** Place on the canvas. */
  position: Position;
  /** Settings. */
  config: ApprovalConfig;
}

/** Who decides and how. */
export interface ApprovalConfig {
  /** Who gets the task: the sum of these. */
  assignees: Assignee[];
  /** How many must approve; the first rejection decides. Default: "any". */
  vote?: 'any' | 'all';
  /** What happens when nobody is found. */
  nobody?: Nobody;
  /** When a comment must be written. Default: "onReject". */
  commentRequired?: 'never' | 'onReject' | 'always';
  /** What a rejection does. */
  onReject?: OnReject;
  /** What the assignee sees and may write of the record while the task is open; everything readable when left out. */
  fields?: FieldPlan;
  /** Fields of the record shown first in the inbox. */
  summary?: string[];
}

/** A rule that names people. */
export type Assignee = AssigneeManager | AssigneeUsers | AssigneeRole | AssigneeField | AssigneeInitiator;

/** The initiator's manager. */
export interface AssigneeManager {
  /** Kind of rule. */
  kind: 'manager';
  /** 1 the manager, 2 the manager's manager, and so on. Default: 1. */
  level?: number;
}

/** Named people. */
export interface AssigneeUsers {
  /** Kind of rule. */
  kind: 'users';
  /** Their ids. */
  users: string[];
}

/** Everybody who holds a role. */
export interface AssigneeRole {
  /** Kind of rule. */
  kind: 'role';
  /** Key of a role of this app. */
  role: string;
}

/** The person in a member field of the record. */
export interface AssigneeField {
  /** Kind of rule. */
  kind: 'field';
  /** The member field. */
  field: string;
}

/** Who started the run. */
export interface AssigneeInitiator {
  /** Kind of rule. */
  kind: 'initiator';
}

/** Rule for when nobody is found. */
export interface Nobody {
  /** skip with a note; the fallback people; the organisation's admins. */
  do: 'skip' | 'fallback' | 'admin';
  /** fallback: ids of the people. */
  users?: string[];
}

/** Effect of a rejection. */
export interface OnReject {
  /** end: the run ends as rejected and tells the initiator. */
  do: 'end';
}

/** People are told; nothing waits. */
export interface CcNode {
  /** Stable name of the node. */
  id: string;
  /** Kind of node. */
  type: 'cc';
  /** Name of the step. */
  title: string;
  /** Place on the canvas. */
  position: Position;
  /** Settings. */
  config: CcConfig;
}

/** Who is told. */
export interface CcConfig {
  /** Who is told: the sum of these. */
  assignees: Assignee[];
}

/** The first edge whose formula is true is taken, else the default edge. */
export interface ConditionNode {
  /** Stable name of the node. */
  id: string;
  /** Kind of node. */
  type: 'condition';
  /** Name of the step. */
  title: string;
  /** Place on the canvas. */
  position: Position;
}

/** Fields of the run's record are written. */
export interface UpdateNode {
  /** Stable name of the node. */
  id: string;
  /** Kind of node. */
  type: 'update';
  /** Name of the step. */
  title: string;
  /** Place on the canvas. */
  position: Position;
  /** Settings. */
  config: UpdateConfig;
}

/** What is written. */
export interface UpdateConfig {
  /** Fields and the formulas of their new values. */
  set: Assignment[];
  /** With whose rights. system is shown in red and audited. Default: "initiator". */
  as?: 'initiator' | 'system';
}

/** One field and its new value. */
export interface Assignment {
  /** Which field. */
  field: string;
  /** Formula over record, input, initiator and the run's variables. */
  value: string;
}

/** A message to people. */
export interface NotifyNode {
  /** Stable name of the node. */
  id: string;
  /** Kind of node. */
  type: 'notify';
  /** Name of the step. */
  title: string;
  /** Place on the canvas. */
  position: Position;
  /** Settings. */
  config: NotifyConfig;
}

/** Whom to tell and what. */
export interface NotifyConfig {
  /** Who is told: the sum of these. */
  to: Assignee[];
  /** The message; {field} puts in a field of the record, {input.field} one of the start. */
  text: string;
}

/** The run ends here. */
export interface EndNode {
  /** Stable name of the node. */
  id: string;
  /** Kind of node. */
  type: 'end';
  /** Name of the step. */
  title: string;
  /** Place on the canvas. */
  position: Position;
}
