import styles from './setup.module.css';

/** Two beams and the tenon that holds them: the product's mark, drawn large. */
export function JointDrawing() {
  return (
    <svg className={styles.drawing} viewBox="0 0 346 212" fill="none" aria-hidden="true">
      <g className={styles.guides}>
        <path d="M58 0v212M116 0v212M174 0v212M232 0v212M290 0v212M0 53h346M0 106h346M0 159h346" />
      </g>
      <path className={styles.beamFilled} d="M58 53h116v30H126v46h48v30H58v-30h48V83H58z" />
      <path className={styles.beam} d="M174 53h116v30h-48v46h48v30H174v-30h48V83h-48z" />
      <path className={styles.tenon} d="M126 83h96v46h-96z" />
      <path className={styles.seam} d="M126 92h96M126 120h96" />
      <circle className={styles.peg} cx="126" cy="106" r="5" />
      <circle className={styles.peg} cx="222" cy="106" r="5" />
    </svg>
  );
}
