import type { Text } from '../text.ts';

interface CatalogueEntry {
  /** HTTP status that answers it. */
  status: number;
  /** What a person reads; `{name}` is a parameter. */
  text: Text;
}

const entry = (status: number, zh: string, en: string): CatalogueEntry => ({ status, text: { 'zh-CN': zh, en } });

/** Every failure the product names, with its HTTP status and its sentence in both languages. */
export const errorCatalogue = {
  BAD_JSON: entry(400, '内容不是有效的 JSON', 'The body is not valid JSON'),
  BAD_REQUEST: entry(400, '请求的格式不对', 'The request is malformed'),
  BAD_QUERY: entry(400, '查询条件有误', 'The query is not valid'),
  BAD_CURSOR: entry(400, '翻页位置已失效，从第一页重新开始', 'The page position is not valid; start again from the first page'),
  NOT_SIGNED_IN: entry(401, '先登录再继续', 'Sign in first'),
  BAD_CREDENTIALS: entry(401, '邮箱或密码不对', 'The e-mail or password is wrong'),
  SESSION_EXPIRED: entry(401, '登录已过期，重新登录', 'Your session has ended; sign in again'),
  FORBIDDEN: entry(403, '你没有权限这样做', 'You may not do this'),
  FIELD_FORBIDDEN: entry(403, '你不能修改这些字段', 'You may not change these fields'),
  MUST_CHANGE_PASSWORD: entry(403, '先把一次性密码换成自己的密码', 'Change your one-time password first'),
  SETUP_NEEDED: entry(403, '先完成初始设置', 'Finish the first setup first'),
  BAD_ORIGIN: entry(403, '请求来自别的网站，已拦下', 'The request came from another site and was refused'),
  NOT_FOUND: entry(404, '没有找到', 'Not found'),
  APP_UNKNOWN: entry(404, '没有这个应用：{app}', 'There is no app {app}'),
  TEMPLATE_UNKNOWN: entry(404, '没有这个模板：{template}', 'There is no template {template}'),
  METHOD_NOT_ALLOWED: entry(405, '这个地址不支持 {method}', 'This address does not answer {method}'),
  SETUP_DONE: entry(409, '初始设置已经完成', 'The first setup is already done'),
  STALE_VERSION: entry(
    409,
    '这条数据刚被别人改过，看过最新内容再保存',
    'Somebody changed this record meanwhile; look at it again before you save',
  ),
  STALE_DRAFT: entry(
    409,
    '草稿刚被别人改过，看过最新内容再保存',
    'Somebody changed this draft meanwhile; look at it again before you save',
  ),
  LOST_RACE: entry(409, '同时有人在改同样的内容，再试一次', 'Somebody wrote the same thing at the same moment; try again'),
  ALREADY_DECIDED: entry(409, '{name} 已在 {at} 处理过这个任务', '{name} already decided this task at {at}'),
  RUN_OVER: entry(409, '流程已经结束', 'The run is already over'),
  RECORD_CHANGED: entry(
    409,
    '打开任务后数据又变了，看过最新内容再决定',
    'The record changed since you opened the task; look again before you decide',
  ),
  ALREADY_EXISTS: entry(409, '{what} 已经存在', '{what} already exists'),
  APP_EXISTS: entry(409, '应用 {app} 已经安装', 'The app {app} is already installed'),
  IN_USE: entry(409, '「{what}」正被使用，不能删除', '{what} is in use and cannot be deleted'),
  IDEMPOTENCY_REUSED: entry(422, '同一个 Idempotency-Key 已用于别的内容', 'This Idempotency-Key was used with another body'),
  IDEMPOTENCY_RUNNING: entry(409, '同一个请求还在处理中', 'The same request is still being worked on'),
  TOO_LARGE: entry(413, '内容太大，最多 {limit}', 'Too large; at most {limit}'),
  FILE_TOO_LARGE: entry(413, '文件太大，最多 {limit}', 'The file is too large; at most {limit}'),
  UNSUPPORTED_TYPE: entry(415, '不支持这种内容类型：{type}', 'This content type is not supported: {type}'),
  INVALID: entry(422, '有 {count} 处需要改正', 'There is something to correct ({count})'),
  INVALID_DOCUMENT: entry(422, '文档有 {count} 个问题', 'The document has problems ({count})'),
  PUBLISH_REFUSED: entry(422, '草稿还有 {count} 个问题，不能发布', 'The draft still has problems ({count}) and cannot be published'),
  NOTHING_TO_PUBLISH: entry(422, '草稿没有改动', 'The draft changes nothing'),
  PACKAGE_INVALID: entry(422, '应用包有 {count} 个问题', 'The app package has problems ({count})'),
  BATCH_INVALID: entry(422, '有 {count} 行需要改正，整批没有写入', 'Rows to correct: {count}; nothing of the batch was written'),
  KEY_MISSING: entry(422, '这一行没有 {field}，无法对应到已有数据', 'This row has no {field} to be matched by'),
  KEY_AMBIGUOUS: entry(
    422,
    '{field} 为 {value} 的数据有 {count} 条，无法确定是哪一条',
    '{count} records have {field} {value}; it is not clear which one is meant',
  ),
  KEY_REPEATED: entry(422, '{field} {value} 与第 {row} 行重复', '{field} {value} repeats row {row}'),
  WRONG_PASSWORD: entry(422, '当前密码不对', 'The current password is wrong'),
  WEAK_PASSWORD: entry(422, '密码至少 {min} 个字符，不能是常见密码', 'The password needs {min} characters and may not be a common one'),
  LAST_ADMIN: entry(422, '至少要留一位管理员', 'One admin must remain'),
  COMMENT_REQUIRED: entry(422, '填写意见后再提交', 'Write a comment first'),
  WORKFLOW_NOT_STARTED: entry(422, '这条数据不符合「{workflow}」的启动条件', 'This record does not meet the condition to start {workflow}'),
  TOO_MANY_REQUESTS: entry(429, '操作太频繁，{seconds} 秒后再试', 'Too many requests; try again in {seconds} seconds'),
  TOO_MANY_SIGN_INS: entry(429, '密码错得太多，{seconds} 秒后再试', 'Too many wrong passwords; try again in {seconds} seconds'),
  INTERNAL: entry(
    500,
    '出了意外，问题已记录；把编号 {requestId} 告诉管理员',
    'Something went wrong and was logged; tell an admin the number {requestId}',
  ),
  DATABASE_UNAVAILABLE: entry(503, '数据库暂时连不上，稍后再试', 'The database cannot be reached; try again soon'),
  SHUTTING_DOWN: entry(503, '服务正在重启，稍后再试', 'The server is restarting; try again soon'),
  OFFLINE: entry(503, '连不上服务器，检查网络后再试', 'The server cannot be reached; check your connection'),
  QUERY_TOO_SLOW: entry(503, '查询太慢，缩小范围再试', 'The query took too long; narrow it down'),
  DISK_FULL: entry(507, '磁盘满了，腾出空间后再试', 'The disk is full; free some space'),
} as const satisfies Record<string, CatalogueEntry>;

/** Machine code of a failure. */
export type ErrorCode = keyof typeof errorCatalogue;

/** Whether a text is the code of a known failure. */
export function isErrorCode(code: string): code is ErrorCode {
  return Object.hasOwn(errorCatalogue, code);
}
