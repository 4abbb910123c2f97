/** Why a form was refused, above its button. */
export function FormError({ text }: { text: string | undefined }) {
  if (!text) return null;
  return (
    <p role="alert" style={{ marginBottom: 12, color: 'var(--fw-error-text)' }}>
      {text}
    </p>
  );
}
