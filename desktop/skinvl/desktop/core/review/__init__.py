"""Reading whole folders: every image found is read, failed with a reason, or said to be left out.

`scan` lists files, `journal` keeps what is known of each on disk, `pool` spreads the reading over
processes (`worker`), `run` puts them together; `tables`, `summary` and `agreement` write results.
"""
