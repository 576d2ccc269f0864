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
  MetricQuery,
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
  columns?: ResultColumn[];
  truncated?: boolean;
  facts?: Fact[];
  headline?: string | null;
  understanding?: Pick<Understanding, "query" | "words"> | null;
  computed?: Partial<Computed> | null;
}

export interface MeasureItem {
  name: string;
  label: string;
  description?: string;
  definition?: string;
  format?: string;
  unit?: string | null;
  table?: string | null;
  table_label?: string;
  synonyms?: string[];
  /** The fields it can be split by. */
  dimensions?: string[];
}

export interface DimensionItem {
  field: string;
  label: string;
  description?: string;
  type: string;
  table: string;
  table_label?: string;
  synonyms?: string[];
  samples?: Scalar[];
}

/** What can be asked about. */
export interface Metrics {
  name: string;
  currency: string;
  calendar: {
    fiscal_year_starts: number;
    fiscal_year_named: "start" | "end";
    week_starts: "monday" | "sunday" | "saturday";
  };
  model_version?: string | null;
  data_version?: string | null;
  measures: MeasureItem[];
  dimensions: DimensionItem[];
  starters?: string[];
}
