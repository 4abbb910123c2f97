import type { Color } from '@formwright/metadata';
import type { ReactNode } from 'react';

const line = 'var(--fw-line)';
const grey = 'var(--fw-fill-secondary)';

/** A small drawing of an app: a list, a board, figures or a plan, by what the template is for. */
export function TemplatePreview({ category, color }: { category: string; color: Color }) {
  const solid = `var(--fw-${color}-solid)`;
  const soft = `var(--fw-${color}-bg)`;
  return (
    <svg viewBox="0 0 236 118" width="100%" height="100%" preserveAspectRatio="xMidYMin slice" aria-hidden="true">
      <rect x="0.5" y="0.5" width="235" height="140" rx="6" fill="var(--fw-container)" stroke={line} />
      <rect x="12" y="14" width="52" height="6" rx="3" fill="var(--fw-text-quaternary)" />
      <rect x="188" y="11" width="36" height="11" rx="3" fill={solid} />
      {drawing(category, solid, soft)}
    </svg>
  );
}

function drawing(category: string, solid: string, soft: string): ReactNode {
  switch (category) {
    case 'service':
      return <Figures solid={solid} />;
    case 'project':
      return <Plan solid={solid} />;
    case 'sales':
      return <List solid={solid} soft={soft} />;
    default:
      return <Board solid={solid} soft={soft} />;
  }
}

function List({ solid, soft }: { solid: string; soft: string }) {
  return [0, 1, 2, 3, 4].map((row) => (
    <g key={row}>
      <path d={`M0 ${32 + row * 19}h236`} stroke={line} />
      <rect x="12" y={39 + row * 19} width={70 - (row % 3) * 9} height="5" rx="2.5" fill={grey} />
      <rect x="106" y={37 + row * 19} width="26" height="9" rx="3" fill={row % 2 === 0 ? solid : soft} />
      <circle cx="154" cy={41.5 + row * 19} r="4" fill={grey} />
      <rect x={190 - (row % 2) * 6} y={39 + row * 19} width={34 + (row % 2) * 6} height="5" rx="2.5" fill={grey} />
    </g>
  ));
}

function Board({ solid, soft }: { solid: string; soft: string }) {
  return [3, 2, 3, 1].map((cards, column) => {
    const x = 10 + column * 56;
    return (
      <g key={x}>
        <rect x={x} y="32" width="48" height="100" rx="4" fill="var(--fw-layout)" />
        <rect x={x + 5} y="37" width="26" height="5" rx="2.5" fill={solid} />
        {[0, 1, 2].slice(0, cards).map((card) => (
          <g key={card}>
            <rect x={x + 4} y={48 + card * 24} width="40" height="20" rx="3" fill="var(--fw-container)" stroke={line} />
            <rect x={x + 9} y={53 + card * 24} width="22" height="4" rx="2" fill={grey} />
            <rect x={x + 9} y={60 + card * 24} width="14" height="4" rx="2" fill={soft} />
          </g>
        ))}
      </g>
    );
  });
}

function Figures({ solid }: { solid: string }) {
  return (
    <>
      {[12, 86, 158].map((x) => (
        <g key={x}>
          <rect x={x} y="34" width="32" height="9" rx="3" fill="var(--fw-text-quaternary)" />
          <rect x={x} y="48" width="52" height="4" rx="2" fill={grey} />
        </g>
      ))}
      <path d="M0 60h236" stroke={line} />
      {[14, 22, 18, 30, 26, 38, 34, 42].map((height, index) => (
        <rect
          key={height}
          x={14 + index * 17}
          y={116 - height}
          width="10"
          height={height}
          rx="2"
          fill={solid}
          opacity={0.4 + index * 0.08}
        />
      ))}
      <circle cx="190" cy="92" r="19" fill="none" stroke={grey} strokeWidth="9" />
      <circle cx="190" cy="92" r="19" fill="none" stroke={solid} strokeWidth="9" strokeDasharray="44 120" transform="rotate(-90 190 92)" />
    </>
  );
}

function Plan({ solid }: { solid: string }) {
  return (
    <>
      {[0, 1, 2, 3].map((row) => (
        <g key={row}>
          <path d={`M0 ${34 + row * 20}h236`} stroke={line} />
          <rect x="12" y={41 + row * 20} width="44" height="5" rx="2.5" fill={grey} />
          <rect x={84 + row * 24} y={39 + row * 20} width={52 - row * 4} height="9" rx="3" fill={solid} opacity={1 - row * 0.18} />
        </g>
      ))}
      <path d="M150 34v100" stroke={solid} strokeDasharray="2 3" />
    </>
  );
}
