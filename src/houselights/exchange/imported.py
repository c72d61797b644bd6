"""The imports that texts of the house came in, for editors."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, QuerySet

from houselights.base.limits import PAGE_SIZE
from houselights.base.paging import KeysetPage, Order, page
from houselights.exchange.page_basis import basis_in_words
from houselights.questions.models import Question
from houselights.reviews.models import ImportBatch, Review

NEWEST = Order("newest", ("-id",))


@dataclass(frozen=True, slots=True)
class Imported:
    """One import, and how many reviews and questions of it stand here."""

    batch: ImportBatch
    reviews: int
    questions: int

    @property
    def basis(self) -> str:
        """By what right its texts stand here, in one sentence."""
        return basis_in_words(self.batch.rights, self.batch.shown_to)


@dataclass(frozen=True, slots=True)
class ImportedPages:
    """Some of the imports, newest first, with the cursors of their neighbours."""

    rows: list[Imported]
    found: KeysetPage[ImportBatch]


def imported_pages(*, after: str = "", before: str = "") -> ImportedPages:
    """The imports that brought reviews or questions; three queries."""
    brought = Exists(_of_batch(Review)) | Exists(_of_batch(Question))
    rows = ImportBatch.objects.filter(brought).select_related("film", "imported_by")
    found = page(rows, NEWEST, after=after, before=before, size=PAGE_SIZE)
    keys = [batch.pk for batch in found.rows]
    reviews, questions = _numbers(Review, keys), _numbers(Question, keys)
    imports = [
        Imported(batch, reviews.get(batch.pk, 0), questions.get(batch.pk, 0))
        for batch in found.rows
    ]
    return ImportedPages(imports, found)


def import_by_id(public_id: str) -> ImportBatch | None:
    """The import of that identity."""
    return ImportBatch.objects.select_related("film").filter(public_id=public_id).first()


type Rows = type[Review] | type[Question]


def _of_batch(model: Rows) -> QuerySet[Review] | QuerySet[Question]:
    return model.objects.filter(batch=OuterRef("pk"))


def _numbers(model: Rows, batches: list[int]) -> dict[int, int]:
    rows = model.objects.filter(batch__in=batches).order_by().values_list("batch")
    return dict(rows.annotate(number=Count("pk")))
