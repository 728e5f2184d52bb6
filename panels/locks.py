"""What the database itself refuses once a panel is closed: every later write, raw SQL too.

FOR SHARE makes a write wait for a closing that is under way, and a closing for a write: neither overtakes the other.
"""

import pgtrigger

# A record that is disposed of (retention.erasing) goes from the panels that discussed it as well.
DISPOSING = "IF TG_OP = 'DELETE' AND current_setting('iom.disposing', true) = 'on' THEN RETURN OLD; END IF;"
WRITES = pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete

_CLOSED = "RAISE EXCEPTION 'a closed panel is locked: %s' USING ERRCODE = 'integrity_constraint_violation';"


def closed_panel_stands() -> pgtrigger.Trigger:
    """A closed panel is neither changed, nor opened again, nor deleted."""
    return pgtrigger.Trigger(
        name="closed_panel_stands",
        operation=pgtrigger.Update | pgtrigger.Delete,
        when=pgtrigger.Before,
        condition=pgtrigger.Condition("OLD.status = 'closed'"),
        func=_CLOSED.replace("%s", "panels_panel"),
    )


def locked_with_its_panel(table: str) -> pgtrigger.Trigger:
    """No row of a closed panel is added, changed or deleted."""
    look = """
        {disposing}
        IF TG_OP <> 'INSERT' THEN
            SELECT status INTO found FROM panels_panel WHERE id = OLD.panel_id FOR SHARE;
            IF found = 'closed' THEN {refuse} END IF;
        END IF;
        IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
        SELECT status INTO found FROM panels_panel WHERE id = NEW.panel_id FOR SHARE;
        IF found = 'closed' THEN {refuse} END IF;
        RETURN NEW;
    """
    return pgtrigger.Trigger(
        name="locked_with_its_panel",
        operation=WRITES,
        when=pgtrigger.Before,
        declare=[("found", "text")],
        func=look.replace("{disposing}", DISPOSING).replace("{refuse}", _CLOSED.replace("%s", table)),
    )


def action_stands_as_given() -> pgtrigger.Trigger:
    """Of an action of a closed panel who does it and its end may still be written, once; none is added or deleted."""
    return pgtrigger.Trigger(
        name="action_stands_as_given",
        operation=WRITES,
        when=pgtrigger.Before,
        declare=[("found", "text"), ("item", "bigint")],
        func="""
        {disposing}
        IF TG_OP = 'INSERT' THEN item := NEW.item_id; ELSE item := OLD.item_id; END IF;
        IF TG_OP = 'UPDATE' AND NEW.item_id <> OLD.item_id THEN
            RAISE EXCEPTION 'an action stays with its person and panel' USING ERRCODE = 'integrity_constraint_violation';
        END IF;
        SELECT p.status INTO found FROM panels_panel p JOIN panels_agendaitem i ON i.panel_id = p.id
            WHERE i.id = item FOR SHARE OF p;
        IF found = 'closed' AND TG_OP = 'UPDATE' AND OLD.status = 'open' AND (
            NEW.id, NEW.public_id, NEW.item_id, NEW.offender_id, NEW.text, NEW.owner_id, NEW.due_on, NEW.created_at,
            NEW.created_by_id, NEW.request_key
        ) IS NOT DISTINCT FROM (
            OLD.id, OLD.public_id, OLD.item_id, OLD.offender_id, OLD.text, OLD.owner_id, OLD.due_on, OLD.created_at,
            OLD.created_by_id, OLD.request_key
        ) THEN RETURN NEW; END IF;
        IF found = 'closed' THEN {refuse} END IF;
        IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
        RETURN NEW;
        """.replace("{disposing}", DISPOSING).replace("{refuse}", _CLOSED.replace("%s", "panels_action")),  # noqa: E501
    )


def stands_as_signed(panel_of: str) -> pgtrigger.Trigger:
    """A note is signed after the panel is closed, and then nobody changes it or takes it away."""
    return pgtrigger.Trigger(
        name="stands_as_signed",
        operation=WRITES,
        when=pgtrigger.Before,
        declare=[("found", "text")],
        func="""
        {disposing}
        IF TG_OP <> 'INSERT' THEN
            RAISE EXCEPTION 'a signed note stands as it is' USING ERRCODE = 'integrity_constraint_violation';
        END IF;
        SELECT p.status INTO found FROM panels_panel p WHERE p.id = {panel};
        IF found <> 'closed' THEN
            RAISE EXCEPTION 'a note corrects a closed panel' USING ERRCODE = 'integrity_constraint_violation';
        END IF;
        RETURN NEW;
        """.replace("{disposing}", DISPOSING).replace("{panel}", panel_of),
    )


def pack_stands_as_taken() -> pgtrigger.Trigger:
    """A pack leaves between the issue of the agenda and the end of its meeting, and that it left is never unsaid."""
    return pgtrigger.Trigger(
        name="pack_stands_as_taken",
        operation=WRITES,
        when=pgtrigger.Before,
        declare=[("found", "text")],
        func="""
        IF TG_OP <> 'INSERT' THEN
            RAISE EXCEPTION 'a pack that was taken out stands' USING ERRCODE = 'integrity_constraint_violation';
        END IF;
        SELECT status INTO found FROM panels_panel WHERE id = NEW.panel_id FOR SHARE;
        IF found NOT IN ('issued', 'open') THEN
            RAISE EXCEPTION 'a pack is of an agenda that is issued' USING ERRCODE = 'integrity_constraint_violation';
        END IF;
        RETURN NEW;
        """,
    )
