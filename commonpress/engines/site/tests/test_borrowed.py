"""What Django says to people is Romanian on a Romanian paper, where Django's own catalogue has a gap too."""

import pytest
from django.contrib.auth.password_validation import MinimumLengthValidator
from django.core.exceptions import ValidationError
from django.utils import translation

from commonpress.engines.site import borrowed


def test_the_gaps_of_djangos_romanian_are_filled() -> None:
    with translation.override("ro"):
        assert not [words for words in borrowed.SAID if translation.gettext(words) == words]
        assert translation.ngettext(
            "Please correct the error below.", "Please correct the errors below.", 2
        ).startswith("Corectați")
        with pytest.raises(ValidationError, match="Scrieți cel puțin 10 caractere"):
            MinimumLengthValidator(10).validate("x")
