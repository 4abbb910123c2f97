/** A failure of the command line itself, already a sentence for the person at the terminal. */
export class Fault extends Error {}
