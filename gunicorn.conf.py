"""gunicorn reads this file from the folder in which it is started; what stands on its command line counts more."""


def post_worker_init(worker):
    """Compute in each new process, before its first visitor, what that one would have to wait for."""
    from congress.warming import warm  # noqa: PLC0415 - the application is loaded by now

    warm()
