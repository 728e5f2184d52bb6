"""A register of any size, made by the database itself: who is on it, under which names, and who has to do with them.

Everything of a person follows from their number, so that the first thousand are the same in a world of a thousand and
in one of a million. Names are of syllables, some of them far commoner than others.
"""

from django.db import connection

from agencies.models import Agency, AgencyKind, Area, RoleHolding, User
from agencies.models.areas import AreaLevel
from agencies.roles import Role
from cohorts.models import Cohort

# Probation has every eighth person: an officer leads thirty of them.
EVERY, CASELOAD = 8, 30

FAMILY_STARTS = (
    "Ab Ash Bar Ben Black Bra Brook Car Chal Clay Col Cros Dal Den Dray East Ed Far Fen Ford Gar Glen Gran Har Hol Hux "
    "Jar Kel Lang Lin Mar Mil Nor Oak Pem Ram Sel Thorn Wal Wes"
)
FAMILY_MIDDLES = ["", "a", "el", "en", "er", "ing", "is", "o", "ter", "wor"]
FAMILY_ENDS = (
    "bank bourne bridge brook bury by cliffe combe cote croft dale dean den don field ford gate grove ham hurst kin "
    "land ley low man mere mond more ney ridge shaw son stead ston thorpe ton tree vis well wood"
)
GIVEN = (
    "Aaron Adam Aidan Alan Amir Andre Andrew Anton Bilal Bradley Callum Carl Charlie Chloe Connor Craig Daniel Darren "
    "David Dean Dylan Ellis Emma Ethan Farah George Grace Hassan Imran Jack Jade Jamal James Jason Joshua Kayleigh "
    "Kieran Leanne Lee Lewis Liam Luke Marcus Mark Mason Michael Mohammed Nathan Nicole Omar Owen Patrick Paul Peter "
    "Ryan Sam Scott Sean Shane Tyler"
)
ROADS = "Abbey Bridge Castle Church Dallow Farm Grange High Hill Kings London Manor Marsh Mill Park Queens Station"

# A number from 0 up to, but without, 1 that follows from the person's; with a power above 1 the first of a list are the
# commonest: of given names one in fifteen has the first. Of family names each syllable is as common as the next.
CHANCE = "((hashint8(n * 31 + {salt}) & 1048575) / 1048576.0)"


def one_of(name: str, salt: int, power: float = 1) -> str:
    return f"(%({name})s)[1 + floor(array_length(%({name})s, 1) * power({CHANCE.format(salt=salt)}, {power}))::int]"


FAMILY_NAME = f"{one_of('starts', 1)} || {one_of('middles', 2)} || {one_of('ends', 3)}"
PERSONS = f"""
    INSERT INTO offenders_offender (id, source_id, ref, family_name, given_names, date_of_birth, sex, pnc_id, crn,
        prison_number, area_id, resident)
    SELECT n, %(source)s, 'B' || n, {FAMILY_NAME}, {one_of("given", 4, 1.5)} || ' ' || {one_of("given", 5, 1.5)},
        '1960-01-01'::date + (n::bigint * 7919 %% 14600)::int, 'M', 2001 || '/' || lpad(n::text, 7, '0') || 'A',
        chr((65 + n / 1000000)::int) || lpad((n %% 1000000)::text, 6, '0'),
        CASE WHEN n %% 5 = 0 THEN chr((65 + n / 260000 %% 26)::int) || lpad((n %% 10000)::text, 4, '0')
            || chr((65 + n / 10000 %% 26)::int) || 'Z' ELSE '' END,
        areas[1 + n %% array_length(areas, 1)], true
    FROM generate_series(%(first)s, %(last)s) n,
        (SELECT array_agg(id ORDER BY id) areas FROM agencies_area WHERE level = 'area') known
"""
# Police all, and they lead whom probation does not of those on the scheme; probation leads every eighth; the prison has
# every twentieth, the others a few.
INVOLVED = f"""
    INSERT INTO offenders_involvement (agency_id, offender_id, reason, from_on)
    SELECT agency.id, n, CASE agency.kind WHEN 'police' THEN CASE n %% 8 WHEN 4 THEN 'leads' ELSE 'home_police' END
        WHEN 'prison' THEN 'holds' WHEN 'probation' THEN 'leads' ELSE 'supports' END, '2018-01-01'
    FROM generate_series(%(first)s, %(last)s) n, agencies_agency agency
    WHERE agency.kind = 'police' OR (agency.kind = 'probation' AND n %% {EVERY} = 0)
    OR (agency.kind = 'prison' AND n %% 20 = 0)
    OR (agency.kind NOT IN ('police', 'probation', 'prison') AND n %% (10 + agency.position) = 0)
"""
LEADS = f"""
    INSERT INTO offenders_caselead (offender_id, agency_id, officer_id, from_on)
    SELECT n, CASE n %% {EVERY} WHEN 0 THEN %(probation)s ELSE %(police)s END,
        CASE n %% {EVERY} WHEN 0 THEN (%(officers)s)[1 + (n / {EVERY} - 1) / {CASELOAD}] END, '2018-01-01'
    FROM generate_series(%(first)s, %(last)s) n WHERE n %% 4 = 0
"""
ALIASES = f"""
    INSERT INTO offenders_alias (source_id, ref, offender_id, kind, family_name, given_names)
    SELECT %(source)s, 'B' || n, n, (ARRAY['alias', 'nickname'])[1 + n %% 2], {FAMILY_NAME.replace("31", "37")},
        {one_of("given", 6, 1.5)}
    FROM generate_series(%(first)s, %(last)s) n WHERE n %% 4 = 0
"""
ADDRESSES = f"""
    INSERT INTO offenders_address (source_id, ref, offender_id, kind, lines, postcode, from_on, until_on)
    SELECT %(source)s, 'B' || n || '-' || past, n, 'home',
        (1 + n %% 190) || ' ' || {one_of("roads", 7)} || (ARRAY[' Road', ' Street', ' Avenue', ' Close'])[1 + n %% 4],
        'LU' || 1 + n %% 7 || ' ' || n %% 10 || chr((65 + n %% 26)::int) || chr((65 + n / 26 %% 26)::int),
        %(day)s::date - 900 * past - 300, CASE past WHEN 1 THEN %(day)s::date - 300 END
    FROM generate_series(%(first)s, %(last)s) n, generate_series(0, 1) past WHERE past = 0 OR n %% 4 = 0
"""
PHONES = """
    INSERT INTO offenders_phone (source_id, ref, offender_id, kind, number, from_on)
    SELECT %(source)s, 'B' || n, n, 'mobile', '077' || lpad(n::text, 8, '0'), '2018-01-01'
    FROM generate_series(%(first)s, %(last)s) n WHERE n %% 2 = 0
"""
STATEMENTS = (PERSONS, INVOLVED, LEADS, ALIASES, ADDRESSES, PHONES)
WORDS: dict[str, object] = {
    "starts": FAMILY_STARTS.split(),
    "middles": FAMILY_MIDDLES,
    "ends": FAMILY_ENDS.split(),
    "given": GIVEN.split(),
    "roads": ROADS.split(),
}


def found_scheme() -> None:
    """Its areas, an agency of each kind, its cohort."""
    force = Area.objects.create(code="Bedfordshire", name="Bedfordshire", level=AreaLevel.FORCE)
    for position, code in enumerate(("Luton", "Bedford", "Dunstable", "Biggleswade")):
        Area.objects.create(code=code, name=code, level=AreaLevel.AREA, parent=force, position=position)
    for position, kind in enumerate(kind for kind in AgencyKind if kind != AgencyKind.OTHER):
        Agency.objects.create(code=kind, name=kind.label, kind=kind, position=position)
    Cohort.objects.get_or_create(code="HI", defaults={"name": "High Impact"})


def officers_for(people: int) -> list[int]:
    """The officers of probation, as many as its caseloads need; whoever is there already stays."""
    probation, needed = Agency.objects.get(code="probation"), 1 + people // EVERY // CASELOAD
    there = User.objects.filter(agency=probation).count()
    made = User.objects.bulk_create(
        User(email=f"officer{n}@example.org", full_name=f"Officer {n}", agency=probation) for n in range(there, needed)
    )
    RoleHolding.objects.bulk_create(RoleHolding(user=user, role=Role.PRACTITIONER) for user in made)
    return list(User.objects.filter(agency=probation).order_by("pk").values_list("pk", flat=True))


def execute(statement: str, values: dict[str, object] | None = None) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
