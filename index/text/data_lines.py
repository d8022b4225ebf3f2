"""Word lists and tables that lie beside the code: one entry a line, "#" begins a remark."""

from importlib.resources import files


def data_lines(package: str, file: str) -> list[str]:
    """The lines of ``data/file`` in a package, without empty ones and remarks; their tabs are kept."""
    lines = files(package).joinpath(f"data/{file}").read_text("utf-8").splitlines()
    return [line for line in lines if line.strip() and not line.startswith("#")]
