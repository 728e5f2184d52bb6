"""The components that every page shares, and the frame around them."""

from datetime import date
from types import SimpleNamespace

import pytest
from django import forms
from django.core.paginator import Paginator
from django.template import Context, Template
from django.test import RequestFactory

from agencies.paging import page_of
from agencies.templatetags import iom_pages


def render(template, **context):
    return Template("{% load iom_pages %}" + template).render(Context(context))


@pytest.mark.parametrize(
    ("status", "word"),
    [
        ("RED", "RED"),
        ("AMBER+", "AMBER+"),
        ("GREEN_RM", "GREEN RM"),
        ("ASK_LEAD", "Ask lead agency"),
        ("ON_SCHEME", "On the scheme"),
        (None, "Not decided"),
    ],
)
def test_a_status_is_always_a_word(status, word):
    assert f">{word}</strong>" in render("{% rag_tag status %}", status=status)


def test_a_status_from_elsewhere_is_escaped():
    assert "<b>" not in render("{% rag_tag status %}", status="<b>")


@pytest.mark.parametrize(
    ("born", "on", "years"),
    [
        (date(2001, 4, 1), date(2019, 3, 31), 17),
        (date(2001, 3, 31), date(2019, 3, 31), 18),
        (date(2000, 2, 29), date(2018, 2, 27), 17),
        (date(2000, 2, 29), date(2018, 2, 28), 18),  # as audit.months clips the day
        (date(2000, 2, 29), date(2020, 2, 28), 19),
        (date(2000, 2, 29), date(2020, 2, 29), 20),
    ],
)
def test_age_in_whole_years(born, on, years):
    assert iom_pages.age(SimpleNamespace(date_of_birth=born), on) == years


def test_dates_as_they_are_written_here():
    day = date(2026, 5, 3)
    assert iom_pages.uk_date(day) == "3 May 2026"
    assert iom_pages.short_date(date(2026, 9, 3)) == "3 Sep 2026"
    assert iom_pages.near_date(date(2026, 9, 3), day) == "3 Sep"
    assert iom_pages.near_date(date(2025, 9, 3), day) == "3 Sep 2025"
    assert iom_pages.uk_date(None) == iom_pages.short_date(None) == ""


@pytest.mark.parametrize(("number", "words"), [(0, "0"), (1000, "1,000"), (1001, "more than 1,000")])
def test_counts_are_exact_to_a_thousand(number, words):
    assert iom_pages.counted(number) == words


@pytest.mark.parametrize(
    ("places", "words"),
    [(3, "up</span> 3"), (-2, "down</span> 2"), (0, "no change"), ("new on the register", "new on")],
)
def test_movement_is_said_as_well_as_drawn(places, words):
    assert words in render("{% movement places %}", places=places)


def test_where_there_is_nothing_to_measure_from_no_movement_is_said():
    assert render("{% movement places %}", places=None) == ""


class TestPaging:
    def page(self, query, rows):
        return page_of(RequestFactory().get(f"/{query}"), rows)

    @pytest.mark.parametrize(
        ("query", "number", "length"),
        [
            ("", 1, 25),
            ("?page=2", 2, 25),
            ("?page=3", 3, 10),
            ("?page=99", 3, 10),
            ("?page=-1&size=50", 1, 50),
            ("?page=x&size=x", 1, 25),
            ("?size=100000", 1, 25),
            ("?page=99999999999999999999", 1, 25),
            ("?page=²", 1, 25),
        ],
    )
    def test_what_makes_no_sense_is_the_first_page_or_the_last(self, query, number, length):
        page = self.page(query, list(range(60)))
        assert (page.number, len(page.object_list)) == (number, length)

    def test_links_keep_the_rest_of_the_address(self):
        request = RequestFactory().get("/?rag=RED&rag=BLUE&page=2&sort=name")
        page = Paginator(list(range(100)), 25).page(2)
        html = render("{% pages page %}", request=request, page=page)
        assert "?rag=RED&amp;rag=BLUE&amp;sort=name&amp;page=3" in html and 'aria-current="page"' in html

    def test_one_page_needs_no_links(self):
        page = Paginator([1, 2], 25).page(1)
        assert render("{% pages page %}", request=RequestFactory().get("/"), page=page).strip() == ""


class Form(forms.Form):
    name = forms.CharField(help_text="As on the register")
    kind = forms.ChoiceField(choices=[("a", "A"), ("b", "B")], widget=forms.RadioSelect)
    sure = forms.BooleanField()


class TestForms:
    def test_an_error_is_said_at_the_top_with_a_link_and_at_the_field(self):
        form = Form({"name": ""})
        html = render("{% error_summary form %}{% field form.name %}", form=form)
        assert '<a href="#id_name">This field is required.</a>' in html
        assert 'aria-describedby="id_name-hint id_name-error"' in html and 'aria-invalid="true"' in html

    def test_radios_are_a_fieldset_and_the_link_goes_to_the_first(self):
        html = render("{% error_summary form %}{% field form.kind %}", form=Form({}))
        assert '<a href="#id_kind_0">' in html and 'id="id_kind_0"' in html and "<fieldset" in html

    def test_several_of_a_list_are_checkboxes(self):
        many = forms.Form()
        many.fields["roles"] = forms.MultipleChoiceField(choices=[("a", "A")], widget=forms.CheckboxSelectMultiple)
        assert "govuk-checkboxes__input" in render("{% field form.roles %}", form=many)

    def test_what_was_typed_is_escaped(self):
        html = render("{% field form.name %}", form=Form({"name": '"><script>alert(1)</script>'}))
        assert "<script>" not in html

    def test_no_summary_without_a_problem(self):
        assert render("{% error_summary form %}", form=Form()).strip() == ""


DAY = ("Today", "People", "Diary", "Panels", "Cohorts", "Requests", "Releases")  # of whoever has people


@pytest.mark.django_db
class TestFrame:
    @pytest.mark.parametrize(
        ("who", "entries"),
        [
            ("aisha", [*DAY, "Ranking", "Exact search", "Reports"]),
            ("femi", [*DAY, "Ranking", "Exact search", "Reports"]),
            ("carla", [*DAY, "Exact search", "Reports"]),  # who sees no scores is shown no ranking
            ("hari", ["Reports", "Pseudonyms"]),
            ("grace", ["Log"]),
        ],
    )
    def test_only_the_entries_that_the_roles_have(self, who, entries, signed_in):
        page = signed_in(who).get("/account/2fa/")
        assert [entry["name"] for entry in page.context["navigation"]] == entries
        assert ("Find a person" in page.content.decode()) is ("People" in entries)

    def test_what_runs_the_scheme_stands_behind_one_entry_where_a_line_would_not_hold_it(self, signed_in):
        femi = signed_in("femi").get("/settings/")
        more = [
            "By name",
            "Records",
            "Imports",
            "Sets of pathways",
            "Letters",
            "Sharing",
            "Allocation",
            "Settings",
            "Rules",
            "RED for probation",
        ]
        assert [entry["name"] for entry in femi.context["navigation_more"]] == more and femi.context["in_more"]
        assert signed_in("aisha").get("/account/2fa/").context["navigation_more"] == []

    def test_every_page_is_marked(self, signed_in):
        for address in ("/", "/account/2fa/", "/nowhere/", "/imports/"):
            assert b"OFFICIAL-SENSITIVE" in signed_in("aisha").get(address).content

    def test_the_page_for_a_fault_asks_for_nothing(self, client):
        """What every page needs may be what has failed, so it reads neither the session nor the database."""
        from iom.views import server_error

        response = server_error(RequestFactory().get("/"))
        assert response.status_code == 500 and b"Something went wrong" in response.content

    @pytest.mark.parametrize("demo", [True, False])
    def test_a_request_that_came_to_nothing_has_a_page_too(self, demo, client, scheme, settings):
        settings.DEMO = demo
        response = client.get("/", headers={"host": "elsewhere.example"})
        assert response.status_code == 400 and b"That did not arrive whole" in response.content
