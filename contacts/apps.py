from django.apps import AppConfig


class ContactsConfig(AppConfig):
    name = "contacts"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from audit.code_lists import register
        from contacts.code_lists import load

        register(self, load, "contacts_contactstandard", "contacts_missrule")
