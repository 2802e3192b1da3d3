"""`nscl init`: an empty real province, ready for its first administrator."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from nscl.cli import Command, CommandError, print_json

if TYPE_CHECKING:
    from nscl.organisations.models import Programme, User
    from nscl.plan import Plan

ROLE = "administrator"


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--plan", required=True, metavar="KẾ_HOẠCH", help="tên thư mục trong plans/, hoặc đường dẫn")
    parser.add_argument("--admin", required=True, metavar="THƯ_ĐIỆN_TỬ", help="thư điện tử của người quản trị đầu tiên")
    parser.add_argument("--name", default="Quản trị hệ thống", metavar="HỌ_TÊN", help="họ và tên của người đó")
    parser.add_argument(
        "--new-link", action="store_true",
        help="cấp lại liên kết: mật khẩu cũ và mã xác thực hai bước cũ hết hiệu lực",
    )  # fmt: skip
    parser.add_argument("--json", action="store_true", help="in dữ liệu JSON")


def run(options: argparse.Namespace) -> int:
    from django.conf import settings
    from django.db import transaction

    if settings.DEMO:
        raise CommandError(
            f"Thư mục {settings.HOME} là bản minh họa. Đặt NSCL_HOME thành một thư mục khác rồi chạy lại."
        )
    with transaction.atomic():
        plan, programme, is_new = _programme(options.plan)
        added = _statistics(Path(programme.folder))
        user = _administrator(programme, options.admin, options.name)
        link = _link(user, anew=options.new_link)
    if options.json:
        data = {"plan": programme.plan, "new": is_new, "statistics": added, "admin": user.email, "link": link or None}
        print_json(data)
    else:
        _print(plan, programme, user, link, is_new, added)
    return 0


def _programme(name: str) -> tuple[Plan, Programme, bool]:
    """The programme of this plan; adopted now where there was none. A second plan is not for `init`."""
    from nscl.organisations.actions import adopt
    from nscl.organisations.models import Programme
    from nscl.plan import PlanErrors
    from nscl.scorecard.programme import NoPlan, folder_of, read

    try:
        folder = folder_of(name)
        plan = read(folder)
    except (NoPlan, PlanErrors) as error:
        raise CommandError(str(error)) from error
    found = Programme.objects.filter(is_current=True).select_related("standing_body").first()
    if found and found.plan != plan.slug:
        raise CommandError(
            f"Hệ thống này đang dùng kế hoạch ở {found.folder}; nscl init chỉ chuẩn bị một tỉnh còn trống. "
            "Đặt NSCL_HOME thành một thư mục khác rồi chạy lại."
        )
    if found and found.folder == str(folder):
        return plan, found, False
    return plan, adopt(plan=plan, folder=folder), found is None


def _statistics(folder: Path) -> int:
    """The public statistics beside the plan, where there are none yet: what people did to theirs since stays."""
    from nscl.economy.intake import load_folder
    from nscl.economy.models import Observation

    if Observation.objects.exists():
        return 0
    try:
        return len(load_folder(folder / "statistics", by=None))
    except ValidationError as error:
        raise CommandError("\n".join([f"{folder / 'statistics'}:", *error.messages])) from error


def _administrator(programme: Programme, email: str, name: str) -> User:
    """The first administrator; on a later run the same person, found by his address."""
    from nscl.organisations.actions import grant
    from nscl.organisations.models import Membership, User
    from nscl.vn.calendar import today

    held = Membership.objects.in_force(today()).filter(role=ROLE).select_related("user")
    known = {membership.user.email.lower(): membership.user for membership in held}
    if not known:
        user = User.objects.filter(email__iexact=email).first() or _added(email, name)
        grant(by=None, user=user, body=programme.standing_body, role=ROLE, since=today())
        return user
    if email.lower() not in known:
        raise CommandError(
            f"Tỉnh này đã có người quản trị ({', '.join(sorted(known))}). "
            'Người quản trị trao vai trò cho người khác tại trang "Người dùng" của cơ quan, đơn vị.'
        )
    return known[email.lower()]


def _added(email: str, name: str) -> User:
    from nscl.organisations.actions import add_user

    try:
        validate_email(email)
    except ValidationError:
        raise CommandError(f'--admin: "{email}" không phải địa chỉ thư điện tử. Ghi dạng ten@co-quan.vn.') from None
    return add_user(by=None, email=email, full_name=name, password=None)


def _link(user: User, *, anew: bool) -> str:
    """Where he sets his password: as long as he has not, or when asked for anew."""
    from django.urls import reverse

    from nscl.organisations import accounts

    if anew:
        token = accounts.reset(by=None, user=user, forget_second_factor=True)
    elif not user.has_usable_password():
        token = accounts.one_time_token(user)
    else:
        return ""
    return f"{_site()}{reverse('first-password', args=[token])}"


def _site() -> str:
    """The address people open, as far as the settings tell it."""
    from django.conf import settings

    if settings.SITE_ADDRESS:
        return str(settings.SITE_ADDRESS)
    hosts = [host for host in settings.ALLOWED_HOSTS if not host.startswith(("*", "."))]  # those name no one site
    return "http://127.0.0.1:8000" if not hosts or "localhost" in hosts else f"https://{hosts[0]}"


def _print(plan: Plan, programme: Programme, user: User, link: str, is_new: bool, added: int) -> None:
    from nscl.organisations.accounts import LINK_HOURS
    from nscl.organisations.models import Body
    from nscl.vn.numbers import format_number

    if is_new:
        print(f"Đã đưa {plan.citation} vào dùng: {Body.objects.count()} cơ quan, đơn vị.")
    else:
        print(f"Đã chuẩn bị từ trước: {plan.citation} đang dùng{'.' if added else '; không thay đổi gì.'}")
    if added:
        print(f"Đã nạp {format_number(added)} số liệu thống kê công khai đi kèm kế hoạch.")
    print(f"Người quản trị: {user.full_name} ({user.email}), {programme.standing_body.name}.")
    if not link:
        print("Người này đã đặt mật khẩu. Cần cấp lại thì thêm --new-link.")
        return
    print(f"\nLiên kết đặt mật khẩu, dùng một lần trong {LINK_HOURS} giờ:\n  {link}\n")
    print("Việc tiếp theo:")
    for number, step in enumerate(STEPS, 1):
        print(f"  {number}. {step}")


STEPS = (
    "Chạy máy chủ: nscl serve. Máy chủ chỉ nhận HTTPS, qua một proxy; thử trên máy này thì đặt NSCL_PLAIN_HTTP=1.",
    "Mở liên kết trên, đặt mật khẩu; đăng nhập lần đầu thì cài mã xác thực hai bước trên điện thoại.",
    'Tại trang "Người dùng" của từng cơ quan, thêm lãnh đạo và cán bộ: '
    "cơ quan thường trực trước, rồi các cơ quan, đơn vị.",
)
COMMAND = Command("init", "chuẩn bị một tỉnh còn trống và người quản trị đầu tiên", arguments, run)
