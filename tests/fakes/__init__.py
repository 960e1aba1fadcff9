"""Stand-ins for programs that cannot be had where the tests run."""
