"""stub"""
def backup(arguments: list[str]) -> int:
    return 1
def restore(arguments: list[str]) -> int:
    return 1
