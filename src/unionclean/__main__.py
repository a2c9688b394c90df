"""``python -m unionclean``: the same as the command ``unionclean``."""

from unionclean.cli import main

if __name__ == "__main__":
    main()
