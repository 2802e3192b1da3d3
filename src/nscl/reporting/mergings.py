"""Merged words: what the province's paper says of one slot, each sentence with the reports it was taken from."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import pgtrigger
from django.db import models
from django.db.models import Prefetch, Q
from django.utils.translation import gettext_lazy as _

from nscl.organisations.models import User
from nscl.reporting.rounds import Round
from nscl.reporting.snapshots import Snapshot


class MergingQuerySet(models.QuerySet["Merging"]):
    def standing(self, at: datetime) -> dict[str, Merging]:
        """By slot, the last one until a moment with everything it says: three queries."""
        last = self.filter(at__lte=at).order_by("slot", "-version").distinct("slot")
        return {merging.slot: merging for merging in last.select_related("by").with_sentences()}

    def with_sentences(self) -> MergingQuerySet:
        sources = SentenceSource.objects.select_related("snapshot__report__body").defer("snapshot__content")
        return self.prefetch_related(Prefetch("sentences__sources", queryset=sources))


class Merging(models.Model):
    """The merged words of one slot: the last version stands, one without sentences gives the slot back to the bodies'
    own words. `version` tells an author whether somebody else wrote in between."""

    round = models.ForeignKey(Round, models.PROTECT, related_name="mergings")
    slot = models.CharField(_("mục"), max_length=12)
    version = models.PositiveIntegerField()
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = MergingQuerySet.as_manager()

    class Meta:
        ordering = ("round", "slot", "version")
        verbose_name = _("lời tổng hợp của tỉnh")
        constraints = (
            models.UniqueConstraint(fields=["round", "slot", "version"], name="mergings_of_a_slot_are_numbered"),
            models.CheckConstraint(condition=Q(version__gte=1), name="the_first_merging_of_a_slot_is_number_one"),
        )
        triggers = (pgtrigger.Protect(name="mergings_are_append_only", operation=pgtrigger.Update | pgtrigger.Delete),)

    @property
    def said(self) -> Sequence[MergedSentence]:
        return list(self.sentences.all())


class MergedSentence(models.Model):
    """One sentence of the province's words; without a source it is the Department's own."""

    merging = models.ForeignKey(Merging, models.PROTECT, related_name="sentences")
    position = models.PositiveSmallIntegerField()
    text = models.TextField(_("câu"))

    class Meta:
        ordering = ("merging", "position")
        verbose_name = _("câu tổng hợp")
        constraints = (
            models.UniqueConstraint(fields=["merging", "position"], name="sentences_of_a_merging_are_numbered"),
            models.CheckConstraint(condition=~Q(text=""), name="a_merged_sentence_says_something"),
        )
        triggers = (
            pgtrigger.Protect(name="merged_sentences_are_append_only", operation=pgtrigger.Update | pgtrigger.Delete),
        )


class SentenceSource(models.Model):
    """Where a sentence was taken from: the place and the words in the snapshot of a body.

    `seen`: a later snapshot of the same report, which the author looked at and kept the sentence all the same.
    """

    sentence = models.ForeignKey(MergedSentence, models.PROTECT, related_name="sources")
    snapshot = models.ForeignKey(Snapshot, models.PROTECT, related_name="+")
    code = models.CharField(_("mục"), max_length=12)
    number = models.PositiveSmallIntegerField()
    words = models.TextField(_("lời của đơn vị"))
    seen = models.ForeignKey(Snapshot, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ("sentence", "pk")
        verbose_name = _("nguồn của câu")
        constraints = (
            models.UniqueConstraint(
                fields=["sentence", "snapshot", "code", "number"], name="a_sentence_names_a_source_once"
            ),
            models.CheckConstraint(condition=~Q(words=""), name="a_source_has_words"),
        )
        triggers = (
            pgtrigger.Protect(name="sources_of_a_sentence_are_kept", operation=pgtrigger.Update | pgtrigger.Delete),
        )
