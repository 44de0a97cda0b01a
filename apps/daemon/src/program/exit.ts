/** Takes the exit status of a command that has run. */
export type Exit = (status: number) => void;
