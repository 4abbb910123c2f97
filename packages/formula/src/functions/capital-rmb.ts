import { FormulaError } from '../formula-error.ts';
import { roundHalfUp } from '../round.ts';

const numerals = '零壹贰叁肆伍陆柒捌玖';
const places = ['', '拾', '佰', '仟'];
const groups = ['', '万', '亿', '万亿'];

/** An amount of yuan in capital numerals, rounded to the fen, as the rules for filling in bills (《支付结算办法》附件一) write it. */
export function capitalRmb(amount: number): string {
  const fen = Math.abs(roundHalfUp(amount, 2));
  if (fen >= 1e14) throw new FormulaError('ARGUMENTS', 'the amount is too large');
  const [yuan = '0', cents = '00'] = fen.toFixed(2).split('.');
  const [jiao, last] = [Number(cents[0]), Number(cents[1])];
  const whole = wholeYuan(yuan);
  const sign = amount < 0 && fen > 0 ? '负' : '';
  if (jiao === 0 && last === 0) return `${sign}${whole || '零'}元整`;
  const start = whole ? `${whole}元` : '';
  const middle = jiao > 0 ? `${numerals[jiao]}角` : whole ? '零' : '';
  return `${sign}${start}${middle}${last > 0 ? `${numerals[last]}分` : ''}`;
}

function wholeYuan(digits: string): string {
  if (Number(digits) === 0) return '';
  const padded = digits.padStart(Math.ceil(digits.length / 4) * 4, '0');
  const count = padded.length / 4;
  let result = '';
  let pendingZero = false;
  for (let group = 0; group < count; group += 1) {
    const part = padded.slice(group * 4, group * 4 + 4);
    if (part === '0000') {
      pendingZero = result !== '';
      continue;
    }
    const written = fourDigits(part);
    const needsZero = result !== '' && (pendingZero || part.startsWith('0'));
    result += `${needsZero ? '零' : ''}${written}${groups[count - 1 - group] ?? ''}`;
    pendingZero = false;
  }
  return result;
}

function fourDigits(part: string): string {
  let result = '';
  let pendingZero = false;
  for (const [index, digit] of [...part].entries()) {
    if (digit === '0') {
      pendingZero = result !== '';
      continue;
    }
    result += `${pendingZero ? '零' : ''}${numerals[Number(digit)] ?? ''}${places[3 - index] ?? ''}`;
    pendingZero = false;
  }
  return result;
}
