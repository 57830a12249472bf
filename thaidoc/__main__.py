"""``python -m thaidoc`` is ``thaidoc``."""

from thaidoc.cli.main import main

if __name__ == "__main__":
    main()
