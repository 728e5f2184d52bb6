"""stub"""
def run(arguments: list[str]) -> int:
    return 1
