"""What a page must never do, whatever a test is about: complain, ask strangers, leave traces."""

ALLOWED_KEYS = []  # of the browser's storage; each one needs its reason here and a word in the privacy statement


class Watch:
    """Listen to one page from its birth; ``faults`` names everything that was wrong."""

    def __init__(self, page, site_url, expected_status):
        self.page, self.site_url, self.expected_status = page, site_url, expected_status
        self.noted = []
        page.on("console", self.console)
        page.on("pageerror", lambda error: self.noted.append(f"script error: {error}"))
        page.on("request", self.request)
        page.on("requestfailed", self.failed)
        page.on("response", self.response)

    def console(self, message):
        """Note errors and warnings: violations of the Content-Security-Policy are among them."""
        own_status = self.expected_status != 200 and "Failed to load resource" in message.text
        if message.type in ["error", "warning"] and not own_status:
            self.noted.append(f"console: {message.text} ({message.location.get('url', '')})")

    def request(self, request):
        if not request.url.startswith((f"{self.site_url}/", "data:", "blob:")):
            self.noted.append(f"request to a third party: {request.url}")

    def failed(self, request):
        """Note what did not arrive, but the icon, which a browser asks for last and gives up when the test goes on."""
        if not ("/favicon." in request.url and request.failure == "net::ERR_ABORTED"):
            self.noted.append(f"failed: {request.url} {request.failure}")

    def response(self, response):
        if response.status >= 400 and not response.request.is_navigation_request():
            self.noted.append(f"status {response.status}: {response.url}")

    def traces(self):
        """Name what the page left in the browser."""
        kept = [f"cookie: {cookie['name']}" for cookie in self.page.context.cookies()]
        browser = self.page.context.new_cdp_session(self.page)  # the page's own scripts are denied all storage
        for storage, is_local in [("localStorage", True), ("sessionStorage", False)]:
            place = {"securityOrigin": self.site_url, "isLocalStorage": is_local}
            items = browser.send("DOMStorage.getDOMStorageItems", {"storageId": place})["entries"]
            kept += [f"{storage}: {key}" for key, _value in items if key not in ALLOWED_KEYS]
        return kept

    def faults(self, *, visitor=True):
        """Return all faults; a visitor is left without traces, staff have a cookie."""
        return [*self.noted, *(self.traces() if visitor else [])]
