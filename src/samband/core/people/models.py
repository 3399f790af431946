# SPDX-License-Identifier: EUPL-1.2
from datetime import date

from django.db import models
from django.db.models import F, Q

from samband.core.people.rules import BodyKind, Gender, OrganisationKind, PostKind

OPEN = date.max
"""The end of an office that has none."""


class Sourced(models.Model):
    """What may come from a file of others. source: which file; source_id: what it is called there.

    other_names: [{"name", "lang", "note", …}]. identifiers: [{"scheme", "identifier"}].
    links: [{"url", "note"}].
    """

    name = models.CharField(max_length=300)
    other_names = models.JSONField(default=list)
    identifiers = models.JSONField(default=list)
    links = models.JSONField(default=list)
    source = models.CharField(max_length=80, blank=True)
    source_id = models.CharField(max_length=200, blank=True)

    class Meta:
        abstract = True
        constraints = [
            models.UniqueConstraint(
                fields=["source", "source_id"], condition=~Q(source_id=""), name="people_%(class)s_of_source"
            )
        ]

    def __str__(self) -> str:
        return self.name


class Person(Sourced):
    """Who somebody is, and no more: the rest is in PrivateData.

    sort_name: family name first, folded. account: reference of the account, empty when there is none.
    sources: where the public facts are from. last_office_to: the end of the last office, OPEN while one is
    held without end, None for who never held one; with has_public_office it follows the offices, so that
    the rules of retention need no look at all of them.
    """

    given_name = models.CharField(max_length=200, blank=True)
    family_name = models.CharField(max_length=200, blank=True)
    sort_name = models.CharField(max_length=300)
    gender = models.CharField(
        max_length=8, default=Gender.UNKNOWN, choices=[(one.value, one.value) for one in Gender]
    )
    account = models.CharField(max_length=80, blank=True)
    sources = models.JSONField(default=list)
    created_at = models.DateTimeField()
    erased_at = models.DateTimeField(null=True, blank=True)
    last_office_to = models.DateField(null=True, blank=True)
    has_public_office = models.BooleanField(default=False)

    class Meta(Sourced.Meta):
        indexes = [models.Index(fields=["last_office_to", "has_public_office"], name="people_person_last")]
        constraints = [
            *Sourced.Meta.constraints,
            models.UniqueConstraint(
                fields=["account"], condition=~Q(account=""), name="people_person_one_account"
            ),
        ]


class PrivateData(models.Model):
    """Guarded apart from the person, and erased by rule.

    birth_date, death_date: ``1970``, ``1970-05`` or ``1970-05-17``. email_state: what is known of it.
    contact_details: other ways as a file gave them. images: addresses of pictures.
    """

    person = models.OneToOneField("people.Person", on_delete=models.CASCADE, related_name="private")
    birth_date = models.CharField(max_length=10, blank=True)
    death_date = models.CharField(max_length=10, blank=True)
    language = models.CharField(max_length=10, blank=True)
    email = models.CharField(max_length=254, blank=True)
    email_state = models.CharField(max_length=12, blank=True)
    phone = models.CharField(max_length=60, blank=True)
    address = models.CharField(max_length=400, blank=True)
    contact_details = models.JSONField(default=list)
    images = models.JSONField(default=list)
    unsubscribed_at = models.DateTimeField(null=True, blank=True)
    changed_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"private data {self.person_id}"


class NameWord(models.Model):
    """A folded word of one of somebody's names, for search by its beginning."""

    person = models.ForeignKey(
        "people.Person", on_delete=models.CASCADE, related_name="words", db_index=False
    )
    word = models.CharField(max_length=100)

    class Meta:
        indexes = [
            models.Index(
                fields=["word", "person"], opclasses=["varchar_pattern_ops", "int8_ops"], name="people_word"
            ),
            models.Index(
                fields=["person", "word"], opclasses=["int8_ops", "varchar_pattern_ops"], name="people_words"
            ),
        ]

    def __str__(self) -> str:
        return self.word


class Organisation(Sourced):
    """A party, company, union or other body outside. code: country-neutral, unique in the installation."""

    code = models.SlugField(max_length=80, unique=True, allow_unicode=True)
    kind = models.CharField(max_length=20, choices=[(one.value, one.value) for one in OrganisationKind])
    short = models.CharField(max_length=40, blank=True)
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)


class Area(Sourced):
    """Where a member was elected, as a file names it: a constituency, a ward."""

    code = models.SlugField(max_length=120, unique=True, allow_unicode=True)
    kind = models.CharField(max_length=60, blank=True)


class Body(Sourced):
    """A council, committee or network. authority: code of its member; empty for the association's."""

    code = models.SlugField(max_length=120, unique=True, allow_unicode=True)
    kind = models.CharField(max_length=20, choices=[(one.value, one.value) for one in BodyKind])
    authority = models.CharField(max_length=16, blank=True)
    seats = models.PositiveIntegerField(null=True, blank=True)
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)

    class Meta(Sourced.Meta):
        indexes = [models.Index(fields=["authority", "kind"], name="people_body_of")]


class Post(models.Model):
    """A place in a body that somebody may hold. seats: how many at a time, None when not fixed."""

    body = models.ForeignKey("people.Body", on_delete=models.PROTECT, related_name="posts")
    kind = models.CharField(max_length=20, choices=[(one.value, one.value) for one in PostKind])
    name = models.CharField(max_length=200, blank=True)
    seats = models.PositiveIntegerField(null=True, blank=True)
    source_id = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["body", "kind", "name", "source_id"], name="people_post_once")
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.body_id}"


class Term(Sourced):
    """A legislative period on [valid_from, valid_to). body: None when many bodies share it.

    stated_from, stated_to: the dates as the source writes them, such as ``2015``; empty when exact.
    """

    code = models.SlugField(max_length=120, unique=True, allow_unicode=True)
    body = models.ForeignKey("people.Body", on_delete=models.CASCADE, null=True, related_name="terms")
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    stated_from = models.CharField(max_length=10, blank=True)
    stated_to = models.CharField(max_length=10, blank=True)


class Office(models.Model):
    """A person holds a post on [valid_from, valid_to), for a party, in a term.

    body, kind, authority, is_public, sort_name repeat what post, body and person say, so that pages need
    one index. list_order: place among the substitutes. role: as a file called it. stated_from, stated_to:
    dates as the source wrote them, ``-`` when it wrote none and the term's were taken. turnover: the import
    that made it.
    """

    person = models.ForeignKey(
        "people.Person", on_delete=models.PROTECT, related_name="offices", db_index=False
    )
    post = models.ForeignKey("people.Post", on_delete=models.PROTECT, related_name="offices")
    body = models.ForeignKey("people.Body", on_delete=models.PROTECT, related_name="offices", db_index=False)
    kind = models.CharField(max_length=20, choices=[(one.value, one.value) for one in PostKind])
    authority = models.CharField(max_length=16, blank=True)
    is_public = models.BooleanField()
    sort_name = models.CharField(max_length=300)
    party = models.ForeignKey(
        "people.Organisation", on_delete=models.PROTECT, null=True, related_name="offices", db_index=False
    )
    term = models.ForeignKey("people.Term", on_delete=models.PROTECT, null=True, related_name="offices")
    area = models.ForeignKey("people.Area", on_delete=models.PROTECT, null=True, related_name="offices")
    list_order = models.PositiveIntegerField(null=True, blank=True)
    role = models.CharField(max_length=200, blank=True)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    stated_from = models.CharField(max_length=10, blank=True)
    stated_to = models.CharField(max_length=10, blank=True)
    sources = models.JSONField(default=list)
    turnover = models.ForeignKey(
        "people.Turnover", on_delete=models.SET_NULL, null=True, related_name="offices"
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gt=F("valid_from")),
                name="people_office_ends_after_it_begins",
            )
        ]
        indexes = [  # one for each way in; those that begin with a key serve for the key itself too
            models.Index(fields=["body", "valid_from"], name="people_office_body"),
            models.Index(fields=["person", "valid_from"], name="people_office_person"),
            models.Index(fields=["authority", "kind", "valid_from"], name="people_office_authority"),
            models.Index(
                fields=["sort_name", "person", "id"],
                include=["is_public", "valid_from", "valid_to"],
                name="people_office_by_name",
            ),
            models.Index(fields=["party", "sort_name"], name="people_office_party"),
            models.Index(fields=["kind", "sort_name"], name="people_office_kind"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.person_id}"


class BodyBalance(models.Model):
    """Women, men, others and unknown who sit in a body on [valid_from, valid_to): made from the offices.

    kind: empty for all who have a seat, else one office, such as mayor.
    """

    body = models.ForeignKey("people.Body", on_delete=models.CASCADE, related_name="balance")
    kind = models.CharField(max_length=20, blank=True)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    women = models.PositiveIntegerField()
    men = models.PositiveIntegerField()
    others = models.PositiveIntegerField()
    unknown = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["body", "kind", "valid_from"], name="people_balance_once")
        ]

    def __str__(self) -> str:
        return f"{self.body_id} {self.valid_from}"


class Turnover(models.Model):
    """One file of those elected, from preview to confirmed or discarded.

    authority: empty for the whole country. columns: names in the file. mapping: what they hold. begins:
    the first day of the new term. faults: the first of fault_count. counts: outcome -> number.
    """

    filename = models.CharField(max_length=200)
    file_digest = models.CharField(max_length=64)
    upload = models.CharField(max_length=80, blank=True)
    authority = models.CharField(max_length=16, blank=True)
    body_kind = models.CharField(max_length=20, default=BodyKind.COUNCIL)
    term = models.ForeignKey("people.Term", on_delete=models.PROTECT)
    begins = models.DateField()
    encoding = models.CharField(max_length=20, default="utf-8")
    columns = models.JSONField(default=list)
    mapping = models.JSONField(default=dict)
    state = models.CharField(max_length=12, default="previewed")
    counts = models.JSONField(default=dict)
    fault_count = models.PositiveIntegerField(default=0)
    faults = models.JSONField(default=list)
    uploaded_by = models.CharField(max_length=80)
    uploaded_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.filename} ({self.state})"


class TurnoverRow(models.Model):
    """What the file says of one person, or somebody in office whom it does not name.

    row: as a spreadsheet counts; 0 for those who leave. entry: what the file says, emptied when the import
    has ended. outcome: came, stayed, moved, left, asked. person: who it is, or may be. decision: ``same``,
    ``another`` or empty. score: likeness of the names, 0 to 100. reasons: codes of what speaks for it.
    """

    turnover = models.ForeignKey("people.Turnover", on_delete=models.CASCADE, related_name="rows")
    row = models.PositiveIntegerField()
    authority = models.CharField(max_length=16)
    name = models.CharField(max_length=300)
    entry = models.JSONField(default=dict)
    outcome = models.CharField(max_length=10)
    person = models.ForeignKey("people.Person", on_delete=models.SET_NULL, null=True, related_name="+")
    candidate_from = models.CharField(max_length=16, blank=True)
    score = models.PositiveSmallIntegerField(null=True)
    reasons = models.JSONField(default=list)
    decision = models.CharField(max_length=10, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["turnover", "outcome", "authority", "name"], name="people_turnover_outcome"),
            models.Index(fields=["turnover", "authority"], name="people_turnover_authority"),
        ]

    def __str__(self) -> str:
        return f"{self.row} {self.outcome}"


class ColumnMapping(models.Model):
    """How the columns were mapped the last time a file with these columns came."""

    signature = models.CharField(max_length=64, unique=True)
    mapping = models.JSONField()
    used_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.signature[:8]


class ErasureRequest(models.Model):
    """Somebody asks that what is held about them be erased. answer: what was done, or why not."""

    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="erasure_requests")
    asked_by = models.CharField(max_length=80)
    asked_at = models.DateTimeField()
    state = models.CharField(max_length=10, default="open")
    answer = models.TextField(blank=True)
    answered_by = models.CharField(max_length=80, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person"], condition=Q(state="open"), name="people_one_open_request"
            )
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.state}"
