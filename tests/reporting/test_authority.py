"""Signing by a right of one's own: looked at when the report is signed, kept in the snapshot, printed on the paper."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from nscl.organisations.delegating import delegate, end_delegation
from nscl.organisations.models import Delegation, Kind, Membership, User
from nscl.plan import Plan
from nscl.reporting import actions, queries
from nscl.reporting.debts import people_of
from nscl.reporting.models import Report
from nscl.reporting.papers.body_annual import compose, reported
from nscl.reporting.papers.issuer import Issuer

pytestmark = pytest.mark.django_db
TERM = {"since": date(2028, 11, 1), "until": date(2028, 11, 30)}


def _delegated(report: Report, by: User, user: User, authority: str, position: str) -> Delegation:
    what: dict[str, Any] = {"authority": authority, "position": position, "document": "12/UBND"} | TERM
    return delegate(by=by, user=user, body=report.body, **what)


def test_who_holds_a_delegation_signs_and_the_paper_prints_it(
    filled: Report, second_commune_a_officer: User, commune_a_leader: User
):
    _delegated(filled, commune_a_leader, second_commune_a_officer, "TUQ", "Trưởng phòng Kinh tế")
    sent = actions.submit(filled, by=second_commune_a_officer)
    snapshot = sent.snapshots.get()

    kept = {name: snapshot.content["sent"][name] for name in ("position", "authority", "document")}
    assert kept == {"position": "Trưởng phòng Kinh tế", "authority": "TUQ", "document": "12/UBND"}
    signature = compose(reported(sent, snapshot)).signature
    assert signature.authority == ("TUQ. CHỦ TỊCH", "TRƯỞNG PHÒNG KINH TẾ")
    assert signature.name == second_commune_a_officer.full_name


def test_without_one_he_does_not(filled: Report, second_commune_a_officer: User):
    with pytest.raises(PermissionDenied):
        actions.submit(filled, by=second_commune_a_officer)


def test_by_delegation_nobody_signs_his_own_draft(filled: Report, commune_a_officer: User, commune_a_leader: User):
    _delegated(filled, commune_a_leader, commune_a_officer, "TUQ", "Trưởng phòng Kinh tế")

    with pytest.raises(ValidationError, match="không ký báo cáo do mình soạn"):
        actions.submit(filled, by=commune_a_officer)


def test_a_deputy_whose_right_is_over_does_not_sign(filled: Report, commune_a_leader: User, administrator: User):
    row = _delegated(filled, administrator, commune_a_leader, "KT", "Phó Chủ tịch")
    end_delegation(row, on=date(2028, 11, 14), why="Chuyển công tác.", by=administrator)

    with pytest.raises(ValidationError, match="Ủy quyền ký của bạn hết hạn ngày 14/11/2028"):
        actions.submit(filled, by=commune_a_leader)


def test_the_head_himself_needs_no_paper(filled: Report, commune_a_leader: User, administrator: User):
    row = _delegated(filled, administrator, commune_a_leader, "KT", "Phó Chủ tịch")
    end_delegation(row, on=date(2028, 11, 14), why="Được bầu Chủ tịch.", by=administrator)
    Membership.objects.filter(user=commune_a_leader).update(position="Chủ tịch UBND xã")

    assert actions.submit(filled, by=User.objects.get(pk=commune_a_leader.pk)).is_sent


def test_what_is_cleared_waits_for_who_signs_by_delegation(
    filled: Report, commune_a_officer: User, second_commune_a_officer: User, commune_a_leader: User
):
    _delegated(filled, commune_a_leader, second_commune_a_officer, "TUQ", "Trưởng phòng Kinh tế")
    cleared = actions.clear(filled, by=commune_a_officer)

    assert list(queries.to_sign(second_commune_a_officer)) == [cleared]
    assert second_commune_a_officer in people_of([cleared.body_id])[cleared.body_id].signers


@pytest.mark.parametrize(
    ("kind", "name", "position", "authority", "printed"),
    [
        (Kind.COMMUNE, "UBND xã A", "Phó Chủ tịch", "KT", ("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH")),
        (Kind.COMMUNE, "UBND xã A", "Chánh Văn phòng", "TL", ("TL. CHỦ TỊCH", "CHÁNH VĂN PHÒNG")),
        (Kind.COMMUNE, "UBND xã A", "Trưởng phòng Kinh tế", "TUQ", ("TUQ. CHỦ TỊCH", "TRƯỞNG PHÒNG KINH TẾ")),
        (Kind.DEPARTMENT, "Sở Y tế", "Trưởng phòng Nghiệp vụ", "TUQ", ("TUQ. GIÁM ĐỐC", "TRƯỞNG PHÒNG NGHIỆP VỤ")),
        (Kind.DEPARTMENT, "Sở Y tế", "Phó Giám đốc", "KT", ("KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC")),
    ],
)
def test_every_authority_stands_in_its_own_lines(
    plan: Plan, kind: str, name: str, position: str, authority: str, printed: tuple[str, ...]
):
    assert Issuer("x", name, kind, "", plan).signature("Nguyễn Văn A", position, authority).authority == printed
