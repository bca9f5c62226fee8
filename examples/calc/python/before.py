import sys
import time

sys.setrecursionlimit(10_000)


def written(value):
    if value is None:
        return "nil"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, str):
        return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'
    if hasattr(value, "items"):
        pairs = sorted(value.items(), key=lambda pair: (isinstance(pair[0], str), pair[0]))
        return "{" + ", ".join(f"{written(key)}: {written(item)}" for key, item in pairs) + "}"
    if hasattr(value, "__len__"):
        return "[" + ", ".join(map(written, value)) + "]"
    return str(value)


def text(value):
    return value if isinstance(value, str) else written(value)


def show(*values):
    print(*map(text, values))
