"""How gunicorn serves the site, in a container, by systemd and by ``make serve``. Its log is the application's."""

import os

bind = f"127.0.0.1:{os.environ.get('PORT', '8000')}"
workers = int(os.environ.get("WEB_WORKERS", "2"))  # processes; each about 170 MB
threads = int(os.environ.get("WEB_THREADS", "4"))
worker_class = "gthread"
worker_tmp_dir = "/dev/shm"  # noqa: S108 - in memory, because the file system is read-only
timeout = 60  # seconds after which a worker that does not answer is replaced
keepalive = 150  # seconds; longer than a proxy keeps an idle connection (Caddy: 120): it never asks on a closed one
graceful_timeout = 30  # seconds in which requests end before a restart
max_requests, max_requests_jitter = 20_000, 2_000  # a worker is renewed now and then
limit_request_line, limit_request_fields = 0, 60  # a question too long is cut and told so; the proxy bounds the rest
accesslog = None  # nobody's address is written down
loglevel = "warning"
control_socket_disable = True


def post_worker_init(worker):
    """Compute in each new process, before its first visitor, what that one would have to wait for."""
    from congress.warming import warm  # noqa: PLC0415 - the application is loaded by now

    warm()
