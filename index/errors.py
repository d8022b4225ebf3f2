"""The one exception tree. Messages are Vietnamese: they reach people as they are.

ChiDaoError
├── SettingsError          a setting is missing, unknown or out of range
├── ReadError              a file cannot be read as a document; the message is its reason
├── EncoderError           the embedding model is missing or damaged
├── StoreError             the passage store cannot do what was asked
│   └── EncoderMismatchError   the store was built with another encoder
├── CatalogError           the SQL catalog cannot do what was asked
├── OwnerError             the data folder is in use and its owner does not answer
├── NotFoundError          no such document, job, conversation or answer
├── LanguageModelError     the language model is not configured or does not answer
└── RemoteError            a Chỉ Đạo service answered with a problem
"""


class ChiDaoError(Exception):
    """Base of everything this application raises on purpose."""


class SettingsError(ChiDaoError):
    """A setting is missing, unknown or out of range."""


class ReadError(ChiDaoError):
    """A file cannot be read as a document; the message says why, in Vietnamese."""


class EncoderError(ChiDaoError):
    """The embedding model is missing or damaged."""


class StoreError(ChiDaoError):
    """The passage store cannot do what was asked."""


class EncoderMismatchError(StoreError):
    """The store was built with another encoder than the one configured."""


class CatalogError(ChiDaoError):
    """The SQL catalog cannot do what was asked."""


class OwnerError(ChiDaoError):
    """The data folder is in use and its owner does not answer."""


class NotFoundError(ChiDaoError):
    """No such document, job, conversation or answer."""


class LanguageModelError(ChiDaoError):
    """The language model is not configured or does not answer."""


class RemoteError(ChiDaoError):
    """A Chỉ Đạo service answered with a problem document."""
