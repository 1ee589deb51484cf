import pytest

from commonpress.config.settings import mail_server


def test_the_operator_names_the_server() -> None:
    assert mail_server("console:")[0].endswith("console.EmailBackend")
    backend, parts = mail_server("smtp+tls://ben:a%2Fb@mail.example:2525")
    assert (backend.split(".")[-2], parts.hostname, parts.port) == ("smtp", "mail.example", 2525)
    for wrong in ("mail.example", "http://mail.example", "smtp:"):
        with pytest.raises(ValueError, match="COMMONPRESS_MAIL_URL"):
            mail_server(wrong)
