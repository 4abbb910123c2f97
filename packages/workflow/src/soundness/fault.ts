import { fillText, type Locale, type Text, type TextParams } from '@formwright/metadata';

const text = (zh: string, en: string): Text => ({ 'zh-CN': zh, en });

/** Every fault a graph can have, in words an admin understands. */
export const faultCatalogue = {
  NO_START: text('流程没有开始节点', 'The workflow has no start'),
  SEVERAL_STARTS: text('流程只能有一个开始节点', 'A workflow has exactly one start'),
  NODE_REPEATED: text('节点标识 {node} 用了两次', 'The node id {node} is used twice'),
  EDGE_LOOSE: text('连线的一端没有节点', 'An edge leads to a node that does not exist'),
  INTO_START: text('开始节点前面不能有节点', 'Nothing may lead into the start'),
  OUT_OF_END: text('结束节点后面不能有节点', 'Nothing may follow an end'),
  NO_WAY_OUT: text('走到「{title}」就停住了，后面没有节点', 'The run stops at {title}: nothing follows it'),
  SEVERAL_WAYS: text(
    '「{title}」后面只能连一个节点，要分支就加一个条件节点',
    'Only one node may follow {title}; add a condition to branch',
  ),
  NO_DEFAULT: text(
    '「{title}」没有默认分支：条件都不满足时无路可走',
    '{title} has no default branch: when no condition holds there is no way on',
  ),
  SEVERAL_DEFAULTS: text('「{title}」有多条默认分支，只能有一条', '{title} has several default branches; there may be one'),
  UNREACHABLE: text('「{title}」永远走不到', '{title} is never reached'),
  NEVER_ENDS: text('走到「{title}」之后，流程再也到不了结束', 'Once at {title} the run can never end'),
  ENDLESS_LOOP: text('这个循环里没有人处理，会一直转下去', 'Nobody acts inside this loop, so it would turn for ever'),
  NOBODY: text('「{title}」没有设置审批人', '{title} has no assignees'),
  NOBODY_RULE: text('「{title}」可能找不到人，要设置找不到人时怎么办', '{title} may find nobody; say what happens then'),
  FALLBACK_EMPTY: text('「{title}」找不到人时转给的人还没选', '{title} hands over to nobody; choose the fallback people'),
} as const satisfies Record<string, Text>;

/** Machine code of a fault. */
export type FaultCode = keyof typeof faultCatalogue;

/** A fault of a graph, with a way that leads into it. */
export interface Fault {
  code: FaultCode;
  severity: 'error' | 'warning';
  /** Culprit node or edge, by id. */
  node?: string;
  edge?: string;
  params: TextParams;
  /** Counter-example: node ids from the start to the place where it goes wrong; empty when no run gets there. */
  way: string[];
}

/** The sentence for people. */
export function faultText(fault: Fault, locale: Locale): string {
  return fillText(faultCatalogue[fault.code], locale, fault.params);
}
