"""Django's admin of this house: tables to look at; what may be changed goes through an action."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from typing import Any

from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db import models
from django.forms import ChoiceField, ModelForm
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from houselights.base.errors import Refusal
from houselights.base.house import CHOICES, check_choice, choose
from houselights.base.models import HouseSetting
from houselights.base.rawtext import RawText, RawTextField


def read_raw_for_administrators(text: RawText | None) -> str:
    """A text without its covers; Django's admin, where this is shown, opens to nobody else."""
    return "" if text is None else text.open_raw()


@cache
def _raw_reader(name: str) -> Callable[[models.Model], str]:
    """What the admin shows in place of a column of raw text."""

    @admin.display(description=f"{name} ({_('raw')})")
    def read_raw(row: models.Model) -> str:
        return read_raw_for_administrators(getattr(row, name))

    return read_raw


class _LookOnly:
    """Nothing is added, changed or deleted; raw text is shown through its one reader."""

    extra = 0
    max_num: int | None = 0
    can_delete = False
    hidden: Sequence[str] = ()  # columns that not even an administrator needs to see

    def has_add_permission(self, *_: Any) -> bool:
        """No."""
        return False

    def has_change_permission(self, *_: Any) -> bool:
        """No."""
        return False

    def has_delete_permission(self, *_: Any) -> bool:
        """No."""
        return False

    def get_fields(self, request: HttpRequest, obj: Any = None) -> list[Any]:  # noqa: ARG002
        """Every column, in the order of the model."""
        model: type[models.Model] = self.model  # type: ignore[attr-defined]
        shown = [
            field
            for field in model._meta.get_fields()  # noqa: SLF001  # public in all but name
            if isinstance(field, models.Field) and field.name not in self.hidden
        ]
        return [
            _raw_reader(field.name) if isinstance(field, RawTextField) else field.name
            for field in shown
            if not field.primary_key
        ]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[Any]:
        """All of them."""
        return self.get_fields(request, obj)


class LookOnlyAdmin(_LookOnly, admin.ModelAdmin[Any]):
    """A table to look at."""

    list_per_page = 50
    show_full_result_count = False  # one count less on large tables


class LookOnlyInline(_LookOnly, admin.TabularInline[Any, Any]):
    """The rows that belong to one."""

    show_change_link = False


class _SettingForm(ModelForm[HouseSetting]):
    """One choice of the operator, of the kind that its default has."""

    name = ChoiceField(
        label=_("setting"),
        choices=lambda: [(name, f"{name}: {c.help}") for name, c in CHOICES.items()],
    )

    class Meta:
        model = HouseSetting
        fields = ("name", "value")
        help_texts = {"value": _("As JSON: true, false, a number, or words in double quotes.")}

    def clean(self) -> dict[str, Any]:
        """Refuse a value of another kind."""
        said = self.cleaned_data
        if {"name", "value"} <= said.keys():
            try:
                check_choice(said["name"], said["value"])
            except Refusal as refused:
                raise ValidationError({"value": refused.sentence}) from refused
        return said


@admin.register(HouseSetting)
class HouseSettingAdmin(admin.ModelAdmin[HouseSetting]):
    """The operator's choices; a setting that is not listed has its default."""

    form = _SettingForm
    list_display = ("name", "value", "changed_at")

    def has_delete_permission(self, *_: Any) -> bool:
        """No: choose the default instead."""
        return False

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:  # noqa: ARG002
        """A setting keeps its name."""
        return ("name",) if obj else ()

    def save_model(self, request: HttpRequest, obj: HouseSetting, form: Any, change: bool) -> None:  # noqa: ARG002
        """Choose; the setting acts at once."""
        choose(obj.name, obj.value)
