"""Worksheet functions: one declaration per function, for every host.

`registry.FUNCTIONS` lists them, `call.Session` calls them with the cells of a host.
"""
