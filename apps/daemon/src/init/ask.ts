/** Something that `wanctl init` has to know. */
export interface Question {
  /** For people. */
  readonly message: string;
  /** The flag that answers it, without its dashes, and what it says. */
  readonly flag: string;
  readonly given: string | undefined;
  /** The answer unless another is given, also where nobody can be asked. */
  readonly initial?: string | undefined;
  /** What is likely; only a person can say so. */
  readonly suggestion?: string | undefined;
  /** What is wrong with an answer, as "must be ..."; undefined when it will do. */
  readonly check?: (answer: string) => string | undefined;
}

/** A question with a few answers. */
export interface Choice extends Question {
  readonly options: readonly { readonly value: string; readonly label: string }[];
}

/** How a person is asked. Every method throws `WanctlError` when the person gives up. */
export interface Dialog {
  text(question: Question): Promise<string>;
  choice(question: Choice): Promise<string>;
  secret(message: string): Promise<string>;
  confirm(message: string, initial: boolean): Promise<boolean>;
}

/** Where answers come from: flags first, then the person, then what is usual. */
export interface Ask {
  text(question: Question): Promise<string>;
  choice(question: Choice): Promise<string>;
  /** Null where nobody can be asked. */
  readonly person: Dialog | null;
  /** Ends with a line about wrong usage. */
  readonly usage: (message: string) => never;
}

/** Answers by flags and, unless `person` is null, by a person. An answer that is missing or wrong is wrong usage. */
export function createAsk(person: Dialog | null, usage: (message: string) => never): Ask {
  const answer = async (question: Question, askPerson?: () => Promise<string>) => {
    const { flag, given, check, initial, message } = question;
    const wrong = given === undefined ? undefined : check?.(given);
    if (wrong !== undefined) usage(`--${flag} ${wrong}`);
    if (given !== undefined) return given;
    if (askPerson) return askPerson();
    return initial ?? usage(`--${flag} is missing: ${message}`);
  };
  return {
    person,
    usage,
    text: (question) => answer(question, person ? () => person.text(question) : undefined),
    choice(question) {
      const values = question.options.map(({ value }) => value);
      const check = (text: string) =>
        values.includes(text) ? undefined : `must be one of ${values.join(', ')}`;
      const message = `${question.message} One of ${values.join(', ')}`;
      return answer({ ...question, message, check }, person ? () => person.choice(question) : undefined);
    },
  };
}
