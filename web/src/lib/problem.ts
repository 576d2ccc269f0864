/** What went wrong, as the server says it (RFC 9457), or as we say it when the server did not answer. */
export interface Problem {
  type: string;
  title: string;
  status: number;
  detail?: string;
  instance?: string;
  errors?: FieldProblem[];
  [extra: string]: unknown;
}

export interface FieldProblem {
  field: string;
  problem: string;
}

/** Every failed request throws this one error. `status` 0 means that no answer came. */
export class ProblemError extends Error {
  constructor(
    readonly problem: Problem,
    readonly retryAfter?: number,
  ) {
    super(problem.detail ?? problem.title);
    this.name = "ProblemError";
  }

  get status(): number {
    return this.problem.status;
  }

  /** The last part of the problem's type, for example "email-taken". */
  get slug(): string {
    return this.problem.type.split(/[/:#]/).pop() ?? "";
  }

  get isOffline(): boolean {
    return this.problem.status === 0;
  }

  get isOurs(): boolean {
    return this.problem.status >= 400 && this.problem.status < 500;
  }
}

const OFFLINE: Problem = { type: "about:blank", title: "offline", status: 0 };

/** Turns whatever a request threw or answered into a ProblemError. */
export function toProblem(error: unknown, response?: Response): ProblemError {
  if (error instanceof ProblemError) return error;
  if (!response)
    return new ProblemError({ ...OFFLINE, detail: error instanceof Error ? error.message : undefined });
  const retryAfter = Number(response.headers.get("Retry-After")) || undefined;
  const body = typeof error === "object" && error !== null ? (error as Partial<Problem>) : {};
  return new ProblemError(
    {
      ...body,
      type: typeof body.type === "string" ? body.type : "about:blank",
      title: typeof body.title === "string" ? body.title : response.statusText || `HTTP ${response.status}`,
      status: response.status,
      errors: readFields(body.errors),
    },
    retryAfter,
  );
}

/** A problem that came as a message, with the seconds to wait inside it where there are some. */
export function toldProblem(message: object): ProblemError {
  const told = (message as { problem?: Partial<Problem> & { retry_after?: unknown } }).problem ?? {};
  const { retry_after: wait, ...body } = told;
  const status = typeof told.status === "number" ? told.status : 500;
  const error = toProblem(
    body,
    new Response(null, { status: status >= 200 && status <= 599 ? status : 500 }),
  );
  return new ProblemError(error.problem, typeof wait === "number" ? wait : undefined);
}

export function asProblem(error: unknown): ProblemError {
  return toProblem(error);
}

function readFields(errors: unknown): FieldProblem[] {
  if (!Array.isArray(errors)) return [];
  return errors.flatMap((entry: unknown) => {
    if (typeof entry !== "object" || entry === null) return [];
    const { field, problem } = entry as Record<string, unknown>;
    return typeof field === "string" && typeof problem === "string" ? [{ field, problem }] : [];
  });
}
