import copy

vector = list
mapping = dict
