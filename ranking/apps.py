from django.apps import AppConfig


class RankingConfig(AppConfig):
    name = "ranking"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from audit.code_lists import register
        from ranking.code_lists import load

        register(self, load, "ranking_matrix", "ranking_rankingsetting")
