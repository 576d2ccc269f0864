"""What the model's routes send and receive."""

from __future__ import annotations

from datetime import date, datetime

from pydantic import BaseModel, ConfigDict, Field

from ringside.metrics.model.places import LARGEST
from ringside.metrics.model.reading import ModelProblem
from ringside.metrics.model.schema import Calendar, ColumnType, Format


class ModelText(BaseModel):
    """A semantic model as YAML; the YAML may also be sent by itself as text/yaml."""

    yaml: str = Field(max_length=LARGEST)
    version: int | None = Field(
        default=None, description="The version that was edited; refused when a newer one stands."
    )


class ModelOut(BaseModel):
    """The model that counts."""

    yaml: str
    version: int
    saved_at: datetime
    saved_by: str
    problems: list[ModelProblem]


class ModelCheck(BaseModel):
    valid: bool
    problems: list[ModelProblem]


class ModelDraft(BaseModel):
    """A model with what the data suggests put in. Nothing is saved."""

    yaml: str
    version: int | None = Field(description="The version it continues; null when there is none yet.")
    added: list[str] = Field(description="What is new: tables, `table.column`, `table.join`, `measures.name`.")
    problems: list[ModelProblem]


class ModelVersion(BaseModel):
    model_config = ConfigDict(from_attributes=True)

    version: int
    at: datetime = Field(validation_alias="saved_at")
    by: str = Field(validation_alias="saved_by")
    note: str = Field(description="'drafted' and 'data' are written by Ringside, everything else by people.")


class ModelVersions(BaseModel):
    items: list[ModelVersion]


class ModelVersionText(BaseModel):
    yaml: str
    version: int


class KnownMeasure(BaseModel):
    """A number that can be asked for."""

    name: str
    label: str
    description: str
    definition: str = Field(description="How it is worked out, in one line.")
    format: Format
    unit: str | None
    table: str | None
    table_label: str | None
    synonyms: list[str]
    hidden: bool
    dimensions: list[str] = Field(description="Fields by which it can be cut.")


class KnownDimension(BaseModel):
    """What numbers can be cut and filtered by."""

    field: str
    label: str
    description: str
    type: ColumnType
    table: str
    table_label: str
    synonyms: list[str]
    samples: list[str]


class KnownDate(BaseModel):
    field: str
    label: str


class Metrics(BaseModel):
    """Everything that can be asked about, in the asker's language."""

    name: str
    currency: str
    calendar: Calendar
    model_version: int | None
    data_version: str | None
    as_of: date | None = Field(description="The last day in the data.")
    measures: list[KnownMeasure]
    dimensions: list[KnownDimension]
    dates: list[KnownDate]
    starters: list[str] = Field(description="Questions to begin with.")
