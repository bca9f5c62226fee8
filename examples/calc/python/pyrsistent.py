from pyrsistent import pmap, pvector

vector = pvector


def mapping(pairs):
    return pmap(dict(pairs))


def set_in(value, path, item):
    if len(path) > 1:
        item = set_in(value[path[0]], path[1:], item)
    return value.set(path[0], item)


def push_in(value, path, item):
    if path:
        return value.set(path[0], push_in(value[path[0]], path[1:], item))
    return value.append(item)
