"""The forms of letters and of what they say."""

from typing import Any
from uuid import uuid4

from django import forms

from agencies.accounts.forms import day_field
from casefile.writing import WritingForm
from cohorts.models import DeselectionCode
from cohorts.rules.letters import ENGLISH, HOWS, KINDS, How, LetterKind, ways

LONGEST = 4000


class KeepForm(WritingForm):
    """What is added for this person."""

    own_words = forms.CharField(
        label="A paragraph of your own",
        help_text="It stands where the letter has room for it. The person reads it, and so does whoever reads the "
        "scheme’s part: nothing of intelligence, of victims or of other people, and nothing about drugs or health.",
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def __init__(self, *args: Any, own_words: bool, **more: Any) -> None:
        super().__init__(*args, **more)
        if not own_words:
            del self.fields["own_words"]


class GiveForm(WritingForm):
    """How it reached whom it is for, and when."""

    how = forms.ChoiceField(
        label="How", widget=forms.RadioSelect, error_messages={"required": "Choose how it was given."}
    )
    to_whom = forms.CharField(
        label="To whom",
        help_text="Who took it, or to which address it went: “to her”, “his wing officer”, “the home address”.",
        max_length=200,
        error_messages={"required": "Say to whom."},
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    sent_on = day_field("When", "The day on which it was given, such as 31 3 2019.", required=True)

    def __init__(self, *args: Any, kind: LetterKind, **more: Any) -> None:
        super().__init__(*args, **more)
        field = self.fields["how"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(how.value, HOWS[how]) for how in ways(kind)]

    def clean_how(self) -> How:
        return How(self.cleaned_data["how"])


class AnswerForm(WritingForm):
    """Whether the agency takes the person on; if not, why."""

    takes = forms.ChoiceField(
        label="Does your agency take this person on?",
        choices=[("yes", "Yes, we take them on"), ("no", "No")],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose yes or no."},
    )
    words = forms.CharField(
        label="What you say to it",
        help_text="If no, say why. Who wrote the handover reads it.",
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("takes") == "no" and not data.get("words", "").strip():
            self.add_error("words", "Say why not.")
        return data


class TakeBackForm(WritingForm):
    because = forms.CharField(
        label="Why",
        help_text="The letter stays in the file, marked as taken back, and another can be written.",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": "Say why."},
    )


class TemplateForm(forms.Form):
    """The next version of what a letter says."""

    request_key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    after_version = forms.IntegerField(widget=forms.HiddenInput, initial=0)
    title = forms.CharField(label="Title", max_length=150, error_messages={"required": "Give the letter a title."})
    body = forms.CharField(
        label="Text",
        help_text="An empty line begins a paragraph; a line that begins with a dash is an item of a list. Put fields "
        "in braces, such as {name}.",
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 22, "spellcheck": "true"}),
        error_messages={"required": "Write what the letter says."},
    )
    from_on = day_field("In force from", "Today or a later day, such as 31 3 2019.", required=True)
    source = forms.CharField(
        label="Where the wording comes from, and why it changes",
        help_text="Who agreed it and when, or which document. It is kept with the version.",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": "Say where the wording comes from."},
    )

    def words(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in ("title", "body", "from_on", "source")}


class NewTemplateForm(TemplateForm):
    """A letter that is not there yet: another language, or a code of its own."""

    kind = forms.ChoiceField(label="Which letter", choices=[(k.value, w) for k, w in KINDS.items()])
    code = forms.ChoiceField(label="For which code", required=False)
    language = forms.CharField(
        label="Language",
        help_text="As a person’s first language is recorded: English, Welsh, Polish. Only the person is written to in "
        "another language than English.",
        initial=ENGLISH,
        max_length=100,
        error_messages={"required": "Say in which language."},
    )
    field_order = ["kind", "code", "language", "title", "body", "from_on", "source"]

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        field = self.fields["code"]
        assert isinstance(field, forms.ChoiceField)
        codes = DeselectionCode.objects.order_by("code").values_list("code", flat=True)
        field.choices = [("", "Any code"), *((code, f"Code {code}") for code in codes)]
