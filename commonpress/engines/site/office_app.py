from django.contrib.admin.apps import AdminConfig


class OfficeConfig(AdminConfig):
    """Django's admin with our office in place of its own site; ``INSTALLED_APPS`` names this class."""

    default_site = "commonpress.engines.site.office.Office"
