import immutables

vector = tuple
mapping = immutables.Map


def replace(value, at, item):
    if isinstance(value, tuple):
        return value[:at] + (item,) + value[at + 1 :]
    return value.set(at, item)


def set_in(value, path, item):
    if len(path) > 1:
        item = set_in(value[path[0]], path[1:], item)
    return replace(value, path[0], item)


def push_in(value, path, item):
    if path:
        return replace(value, path[0], push_in(value[path[0]], path[1:], item))
    return value + (item,)
