import type {
  AnswerOut,
  Computed,
  Fact,
  MetricQuery,
  ResultColumn,
  RowsOut,
  Understanding as Understood,
} from "@/api/types.gen";

export type {
  Chart,
  Chip,
  Computed,
  Fact,
  Filter,
  Having,
  KnownDimension as DimensionItem,
  KnownMeasure as MeasureItem,
  MetricQuery,
  Metrics,
  Period,
  QueryChoice as Choice,
  ResultColumn as Column,
  Segment,
} from "@/api/types.gen";

export type Scalar = string | number | boolean;
export type Value = Scalar | null;
export type Intent = NonNullable<MetricQuery["intent"]>;
export type Grain = NonNullable<NonNullable<MetricQuery["time"]>["grain"]>;
export type Operator = NonNullable<NonNullable<MetricQuery["filters"]>[number]["op"]>;
export type Thumbs = NonNullable<AnswerOut["thumbs"]>;

/** What chips are made of: the whole query and its parts in words. */
export type Understanding = Pick<Understood, "query" | "chips" | "words" | "assumed" | "source">;

type Rows = { rows?: Value[][] };

export type Answer = Omit<AnswerOut, "rows" | "understanding"> &
  Rows & { understanding?: Understanding | null };

/** The numbers of an answer that is not put into words yet. */
export type Arrived = Omit<RowsOut, "rows"> & Rows;

/** As much of an answer as its facts and its table are shown with. */
export interface Told extends Rows {
  asked?: string;
  /** Of the words; numbers and names in them may be written in another. */
  language?: AnswerOut["language"];
  columns?: ResultColumn[];
  truncated?: boolean;
  facts?: Fact[];
  headline?: string | null;
  understanding?: Pick<Understanding, "query" | "words"> | null;
  computed?: Partial<Computed> | null;
}
