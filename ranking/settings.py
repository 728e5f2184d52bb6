"""The numbers of the ranking's pages that hold on a day."""

from datetime import date

from ranking.models import RankingSetting, SettingName


def settings_in_force(on: date) -> dict[SettingName, RankingSetting]:
    """Of each the version that began last, on or before the day."""
    rows = RankingSetting.objects.filter(from_on__lte=on).order_by("setting", "-from_on").distinct("setting")
    return {SettingName(row.setting): row for row in rows}
