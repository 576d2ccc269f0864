"""The index over the words of search_items, kept in step by triggers. Written by hand: Alembic cannot see it."""

from alembic import op

revision = "0003"
down_revision = "0002"

# "ascii" leaves every word as our tokeniser made it: all of them are small letters, digits and non-ASCII characters.
SQLITE = (
    """create virtual table search_words
       using fts5(words, forms, content='search_items', content_rowid='id', tokenize='ascii')""",
    """create trigger search_items_added after insert on search_items begin
       insert into search_words(rowid, words, forms) values (new.id, new.words, new.forms);
       end""",
    """create trigger search_items_gone after delete on search_items begin
       insert into search_words(search_words, rowid, words, forms) values ('delete', old.id, old.words, old.forms);
       end""",
    """create trigger search_items_changed after update of words, forms on search_items begin
       insert into search_words(search_words, rowid, words, forms) values ('delete', old.id, old.words, old.forms);
       insert into search_words(rowid, words, forms) values (new.id, new.words, new.forms);
       end""",
)

# Words with their places, so that phrases can be found, and forms without. Places end at 16383: a limit of tsvector.
POSTGRES = (
    """create table search_words (
       id integer primary key references search_items (id) on delete cascade, words tsvector not null)""",
    "create index ix_search_words_words on search_words using gin (words)",
    """create function search_items_index() returns trigger language plpgsql as $body$
       begin
         insert into search_words (id, words)
         select new.id,
           coalesce((select string_agg(quote_literal(word) || ':' || least(place, 16383), ' ')
             from unnest(string_to_array(nullif(new.words, ''), ' ')) with ordinality as said (word, place)), ''
           )::tsvector || coalesce(array_to_tsvector(string_to_array(nullif(new.forms, ''), ' ')), ''::tsvector)
         on conflict (id) do update set words = excluded.words;
         return null;
       end $body$""",
    """create trigger search_items_index after insert or update of words, forms on search_items
       for each row execute function search_items_index()""",
)


def upgrade() -> None:
    for statement in SQLITE if op.get_bind().dialect.name == "sqlite" else POSTGRES:
        op.execute(statement)


def downgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        for trigger in ("added", "gone", "changed"):
            op.execute(f"drop trigger search_items_{trigger}")
        op.execute("drop table search_words")
    else:
        op.execute("drop trigger search_items_index on search_items")
        op.execute("drop function search_items_index")
        op.execute("drop table search_words")
