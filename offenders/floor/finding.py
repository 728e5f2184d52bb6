"""Finding people by a name or a place, under the floor: functions of the database that apply it and use its indexes.

By itself row-level security would keep a search from the trigrams' index (docs/adr/0010-floor.md). Each function gives
out people whom the reader sees and no others; the reader's own policy is asked again of what comes out
(casefile.search). The indexes are of casefile's migrations, over the very expressions that stand here.
"""

from offenders.models import Address, Alias, Offender

PERSON, ALIAS, ADDRESS = Offender._meta.db_table, Alias._meta.db_table, Address._meta.db_table
NAME = "casefile_name_key({t}.family_name, {t}.given_names)"
WRITTEN = "({t}.family_name || ' ' || {t}.given_names)"
PLACE = "casefile_name_key(a.lines, a.postcode)"


def _either(table: str) -> str:
    """In the function below: a part of what is asked, of names as they are written, or of the keys that differ."""
    key, written = NAME.format(t=table), WRITTEN.format(t=table)
    quoted = written.replace("'", "''")
    return (
        f"CASE WHEN as_written THEN replace(replace(p, 'KEY ~', 'KEY ~*'), 'KEY', '{quoted}') "
        f"ELSE replace(p, 'KEY', '{key}') || ' AND {key} <> lower{quoted}' END"
    )


KEY_O, KEY_A, EITHER_O, EITHER_A = NAME.format(t="o"), NAME.format(t="a"), _either("o"), _either("a")

# Each typed word is close to the name, or one of the forms beside it stands in the name ("bill|will"; NULL is none).
# A nickname that is right counts less than the word itself, and more than a slip of the pen.
#
# An OR of the two would have each name looked at once more after the index, so every way of taking the words or the
# forms beside them is a part of its own, up to two words that have such forms. A form of two letters is a part of its
# own too: a pattern that has one among its forms leads the index to every name there is. A name is compared as it is
# written, and by its key where the two differ: trigrams know neither capitals nor punctuation (casefile.migrations,
# 0004).
PEOPLE_NAMED = f"""
CREATE FUNCTION %schema%.people_named(words text[], beside text[], most integer)
RETURNS TABLE (person bigint, key text, kind text, score double precision)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $body$
DECLARE
    parts text[] := ARRAY[''];
    split integer := 0;
    total text := '0';
    word text;
    longer text;
    either text[];
    people text;
    others text;
BEGIN
    FOR n IN 1 .. coalesce(array_length(words, 1), 0) LOOP
        word := format('KEY %%> $1[%s]', n);
        IF beside[n] IS NULL THEN
            parts := ARRAY(SELECT p || ' AND ' || word FROM unnest(parts) p);
            total := total || format(' + word_similarity($1[%s], f.key)', n);
            CONTINUE;
        END IF;
        total := total || format(
            ' + greatest(word_similarity($1[%s], f.key), CASE WHEN f.key ~ %L THEN 0.9 ELSE 0 END)',
            n, '\\m(' || beside[n] || ')\\M');
        either := ARRAY(SELECT format('KEY %%>> %L', f) FROM unnest(string_to_array(beside[n], '|')) f
            WHERE length(f) <= 2);
        longer := (SELECT string_agg(f, '|') FROM unnest(string_to_array(beside[n], '|')) f WHERE length(f) > 2);
        IF longer IS NOT NULL THEN
            either := either || format('KEY ~ %L', '\\m(' || longer || ')\\M');
        END IF;
        either := either || word;
        split := split + 1;
        IF split > 2 THEN
            either := ARRAY['(' || array_to_string(either, ' OR ') || ')'];
        END IF;
        parts := ARRAY(SELECT p || ' AND ' || e FROM unnest(parts) p, unnest(either) e);
    END LOOP;
    SELECT string_agg('(SELECT o.id AS person, {KEY_O} AS key, ''''::text AS kind FROM {PERSON} o '
            || 'WHERE NOT o.withdrawn' || {EITHER_O} || $seen$ AND (%seen_person%))$seen$, ' UNION '),
        string_agg('(SELECT a.offender_id AS person, {KEY_A} AS key, a.kind::text AS kind FROM {ALIAS} a '
            || 'WHERE true' || {EITHER_A} || $seen$ AND (%seen_row%))$seen$, ' UNION ')
        INTO people, others FROM unnest(parts) p, unnest(ARRAY[true, false]) as_written;
    RETURN QUERY EXECUTE replace(replace(replace(
        '(SELECT f.person, f.key, f.kind, TOTAL FROM (PEOPLE OFFSET 0) f ORDER BY 4 DESC, 2, 1 LIMIT $2) UNION ALL '
        '(SELECT f.person, f.key, f.kind, TOTAL FROM (OTHERS OFFSET 0) f ORDER BY 4 DESC, 2, 1 LIMIT $2)',
        'TOTAL', total), 'PEOPLE', people), 'OTHERS', others)
        USING words, most;
END
$body$
"""

# Addresses in which every word stands, whole; a pattern each. Past ones only where the caller asks for them.
PEOPLE_AT = f"""
CREATE FUNCTION %schema%.people_at(patterns text[], past boolean, today date, most integer)
RETURNS TABLE (person bigint, from_on date, until_on date)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $body$
DECLARE
    all_of text := '';
BEGIN
    FOR n IN 1 .. coalesce(array_length(patterns, 1), 0) LOOP
        all_of := all_of || replace(' AND {PLACE} ~ $1[@]', '@', n::text);
    END LOOP;
    IF all_of = '' THEN
        RETURN;
    END IF;
    RETURN QUERY EXECUTE
        'SELECT a.offender_id, a.from_on, a.until_on FROM {ADDRESS} a '
        || 'WHERE ($2 OR a.until_on IS NULL OR a.until_on > $3)' || all_of
        || $seen$ AND (%seen_row%)$seen$ || ' ORDER BY a.until_on DESC NULLS FIRST, a.offender_id LIMIT $4'
        USING patterns, past, today, most;
END
$body$
"""

STATEMENTS = {
    "people_named(text[], text[], integer)": PEOPLE_NAMED,
    "people_at(text[], boolean, date, integer)": PEOPLE_AT,
}
