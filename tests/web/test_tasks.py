"""The plan's tasks, duties and paragraphs: in its own words, found without tones, each under its code."""

import pytest


def _listed(page, plan):
    return [task.code for task in plan.tasks if f'<tr id="{task.code}"' in page]


def test_all_tasks_stand_in_the_list_by_group(html, plan):
    page = html("/nhiem-vu/")
    assert _listed(page, plan) == [task.code for task in plan.tasks]
    for group in plan.groups:
        assert f'id="{group.code}"' in page


def test_paragraphs_of_part_iii_and_duties_of_part_v_have_their_places(html, plan):
    page = html("/nhiem-vu/")
    for code in [p.code for group in plan.groups for p in group.paragraphs] + [duty.code for duty in plan.duties]:
        assert f'id="{code}"' in page


def test_the_list_is_narrowed_by_group(html, plan):
    assert _listed(html("/nhiem-vu/?nhom=NV7"), plan) == ["NV7.1", "NV7.2"]


def test_the_list_is_narrowed_by_who_leads(html, plan):
    assert _listed(html("/nhiem-vu/?chu-tri=snv"), plan) == ["NV2.5"]


def test_the_list_is_narrowed_by_who_takes_part_as_one_of_many(html, plan):
    found = _listed(html("/nhiem-vu/?co-quan=loai:commune"), plan)
    assert "NV1.1" in found
    assert "NV4.4" not in found
    assert _listed(html("/nhiem-vu/?co-quan=07210"), plan) == found


def test_duties_of_a_body_stand_with_its_tasks(html):
    page = html("/nhiem-vu/?co-quan=syt")
    assert 'id="V.4a"' in page
    assert 'id="V.3a"' not in page


def test_text_is_found_without_tones(html, plan):
    assert _listed(html("/nhiem-vu/?q=mang luoi do luong"), plan) == ["NV5.2"]


@pytest.mark.parametrize(
    "query", ["q=khong-he-co-tu-nay", "nhom=NV9", "chu-tri=zzz", "co-quan=loai:zzz", "q=%00<script>"]
)
def test_a_filter_that_matches_nothing_says_so(html, plan, query):
    page = html(f"/nhiem-vu/?{query}")
    assert _listed(page, plan) == []
    assert "Không có nhiệm vụ nào khớp bộ lọc" in page
    assert "<script>" not in page.split("</head>")[1]


def test_a_task_is_told_in_the_exact_words_of_the_plan(html, plan):
    from django.utils.html import escape

    for task in plan.tasks:
        assert f"“{escape(task.text)}”" in html(f"/nhiem-vu/{task.code}/")


def test_a_task_says_who_when_and_with_what_money(html):
    page = html("/nhiem-vu/NV3.1/")
    assert "Sở Khoa học và Công nghệ</a>" in page
    assert "các cơ sở giáo dục, các cơ sở khám bệnh" in page
    assert "Hằng năm" in page
    assert "KP.II.1" in page
    assert "7.000" in page


def test_a_blank_time_is_told_as_it_is_read(html):
    assert "Không ghi; đọc là cả giai đoạn 2026-2030" in html("/nhiem-vu/NV5.3/")


def test_a_task_without_money_says_so(html):
    assert "Không có dòng kinh phí ở Phụ lục II" in html("/nhiem-vu/NV2.3/")
    assert "hình thức nhiệm vụ khoa học và công nghệ" in html("/nhiem-vu/NV4.2/")


def test_a_task_leads_to_the_indicators_that_measure_it(html):
    page = html("/nhiem-vu/NV3.1/")
    assert 'href="/muc-tieu/MT2.1/?nam=2028"' in page
    assert 'href="/muc-tieu/MT9.1/?nam=2028"' in page


def test_marks_of_the_print_and_contradictions_stand_with_their_readings(html):
    page = html("/nhiem-vu/NV1.1/")
    assert "0/12/2022" in page
    assert 'href="/cach-hieu/#CH9"' in page


def test_a_duty_says_whose_it_is_and_until_when(html):
    page = html("/nhiem-vu/V.1/")
    assert "chủ trì, tự làm" in page
    assert "báo cáo Sở Khoa học và Công nghệ" in page
    assert "KP.IV" in html("/nhiem-vu/V.2đ/")


def test_a_paragraph_leads_to_the_tasks_of_its_group(html, plan):
    page = html("/nhiem-vu/III.7a/")
    assert f"“{plan.paragraph('III.7a').text}”" in page
    assert 'href="/nhiem-vu/NV7.1/"' in page


def test_a_group_is_its_place_in_the_list(client, programme):
    assert client.get("/nhiem-vu/NV4/")["Location"] == "/nhiem-vu/#NV4"


@pytest.mark.parametrize("code", ["NV9.9", "MT2.1", "V.99", "KP.I.1", "%00", "..", "nv1.1"])
def test_there_is_no_page_of_an_unknown_code(client, programme, code):
    assert client.get(f"/nhiem-vu/{code}/").status_code == 404


def test_the_list_costs_two_queries_for_the_plan_and_none_for_its_tasks(count_queries, programme):
    assert count_queries("/nhiem-vu/") <= 4
