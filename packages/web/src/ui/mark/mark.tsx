/** The product's mark: a square mortise-and-tenon joint. */
export function Mark({ size = 24 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden="true" style={{ flex: 'none' }}>
      <rect width="32" height="32" rx="8" fill="var(--fw-primary)" />
      <g fill="none" stroke="var(--fw-on-primary)" strokeWidth="2.2" strokeLinejoin="round">
        <path d="M8 8h16v5h-4v6h4v5H8v-5h4v-6H8z" />
        <path d="M12 13h8M12 19h8" />
      </g>
    </svg>
  );
}
