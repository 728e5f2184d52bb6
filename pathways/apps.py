from django.apps import AppConfig


class PathwaysConfig(AppConfig):
    name = "pathways"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from audit.code_lists import register
        from pathways.code_lists import load

        register(self, load, "pathways_pathwayset", "pathways_pathway", "pathways_pathwaylevel")
