"""Settings: environment variables ``CHIDAO_*`` or ``chidao.toml``; an unknown key is an error."""

import os
from pathlib import Path
from tomllib import TOMLDecodeError
from typing import Annotated, Literal, get_args

from platformdirs import user_data_path
from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_settings import (
    BaseSettings,
    NoDecode,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)
from pydantic_settings import (
    SettingsError as SettingsSourceError,
)

from index.errors import SettingsError

PREFIX = "CHIDAO_"
# Parts of finding a passage that can be switched off one by one, so that the worth of each can be measured.
Part = Literal["restoration", "abbreviations", "lookups", "ranker", "fields", "versions"]
SWITCHABLE_PARTS: tuple[Part, ...] = get_args(Part)
# Read by the build and the tests, not by the application.
OUTSIDE_KEYS = frozenset({"CHIDAO_SLOW"})


class Settings(BaseSettings):
    """All settings of the application, passed in to whoever needs them; never global."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, toml_file="chidao.toml", extra="forbid", frozen=True)

    data_dir: Path = Field(default_factory=lambda: user_data_path("chidao"))
    qdrant_url: str | None = None
    qdrant_api_key: SecretStr | None = None
    database_url: str | None = None
    encoder: str | None = None
    reranker: str | None = None
    llm_base_url: str | None = None
    llm_model: str | None = None
    llm_api_key: SecretStr | None = None
    judge_base_url: str | None = None
    judge_model: str | None = None
    judge_api_key: SecretStr | None = None
    auth: Literal["auto", "required"] = "auto"
    cors_origins: Annotated[tuple[str, ...], NoDecode] = ()
    max_upload_mb: int = Field(default=50, ge=1, le=2048)
    read_seconds: int = Field(default=300, ge=1, le=86_400, description="Longest time that reading one file may take.")
    read_memory_mb: int = Field(default=3072, ge=512, description="Most memory that reading one file may take.")
    rate_limit: int = Field(default=0, ge=0, description="Requests a minute and caller; 0 means no limit.")
    without: Annotated[tuple[Part, ...], NoDecode] = Field(default=(), description="Parts of retrieval left out.")
    log_format: Literal["text", "json"] = "text"

    @field_validator("cors_origins", "without", mode="before")
    @classmethod
    def _split_commas(cls, value: object) -> object:
        return tuple(part.strip() for part in value.split(",") if part.strip()) if isinstance(value, str) else value

    @field_validator("data_dir")
    @classmethod
    def _expand_home(cls, value: Path) -> Path:
        return value.expanduser()

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,  # noqa: ARG003
        file_secret_settings: PydanticBaseSettingsSource,  # noqa: ARG003
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Arguments win over the environment, the environment over ``chidao.toml``."""
        return init_settings, env_settings, TomlConfigSettingsSource(settings_cls)

    @property
    def max_file_bytes(self) -> int:
        """The largest file that is read, in bytes."""
        return self.max_upload_mb * 1024 * 1024


def load_settings(**overrides: object) -> Settings:
    """Read the settings; raises ``SettingsError`` naming every key that is unknown or wrong."""
    known = {PREFIX + name.upper() for name in Settings.model_fields} | OUTSIDE_KEYS
    unknown = sorted(key for key in os.environ if key.upper().startswith(PREFIX) and key.upper() not in known)
    if unknown:
        raise SettingsError(
            f"Không có thiết lập tên là {', '.join(unknown)}; xem danh sách trong README, mục Settings."
        )
    try:
        return Settings(**overrides)  # type: ignore[arg-type]
    except (SettingsSourceError, TOMLDecodeError) as error:
        raise SettingsError(f"Không đọc được thiết lập: {error}") from error
    except ValidationError as error:
        wrong = "; ".join(f"{PREFIX}{'.'.join(map(str, e['loc'])).upper()}: {e['msg']}" for e in error.errors())
        raise SettingsError(f"Thiết lập không hợp lệ: {wrong}") from error
